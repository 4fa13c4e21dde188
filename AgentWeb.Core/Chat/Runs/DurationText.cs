using System.Globalization;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Durations as people read them.</summary>
internal static class DurationText
{
    /// <summary>Seconds below two minutes, else minutes.</summary>
    public static string Of(TimeSpan duration) => duration.TotalSeconds >= 120
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.#} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s");
}
