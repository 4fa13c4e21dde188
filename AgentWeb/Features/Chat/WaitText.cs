using System.Globalization;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;

namespace AgentWeb.Features.Chat;

/// <summary>Says what a reply that has no text yet waits for, never more exactly than it is known.</summary>
internal static class WaitText
{
    /// <summary>A place in line.</summary>
    public static string Of(QueueWait wait) => wait.Position switch
    {
        0 => "Waiting in line",
        1 => $"Next in line{About(wait.Estimate)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{wait.Position}{Ordinal(wait.Position)} in line{About(wait.Estimate)}"),
    };

    private static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };

    /// <summary>Another attempt.</summary>
    public static string Of(RetryEvent retry) => string.Create(
        CultureInfo.InvariantCulture,
        $"The model server did not answer. Trying again in {Math.Max(1, Math.Round(retry.DelayMs / 1000.0)):0} s (attempt {retry.Attempt + 1} of {retry.MaxAttempts})");

    private static string About(TimeSpan estimate) => estimate.TotalSeconds switch
    {
        <= 0 => "",
        <= 10 => ", a few seconds",
        < 60 => string.Create(CultureInfo.InvariantCulture, $", about {estimate.TotalSeconds:0} s"),
        < 600 => string.Create(CultureInfo.InvariantCulture, $", about {estimate.TotalMinutes:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $", about {estimate.TotalMinutes:0} min"),
    };
}
