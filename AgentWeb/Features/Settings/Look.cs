using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Settings;

namespace AgentWeb.Features.Settings;

/// <summary>
/// How the interface looks and what it speaks, as a cookie carries it: the first byte of a page has it already, and account pages, which
/// nobody is signed in to, have it too.
/// </summary>
/// <param name="Theme">Colours.</param>
/// <param name="Density">Space between things.</param>
/// <param name="Language">Language of the interface; null follows the browser.</param>
public sealed record Look(ThemeChoice Theme, DensityChoice Density, string? Language)
{
    /// <summary>Name of the cookie. Its script side is <c>applyLook</c> in <c>js/app.js</c>.</summary>
    public const string Cookie = "agentweb-look";

    /// <summary>As everything comes.</summary>
    public static Look Default { get; } = new(ThemeChoice.System, DensityChoice.Comfortable, Language: null);

    /// <summary>The look of a person.</summary>
    public static Look Of(UserSettings settings) => new(settings.Theme, settings.Density, settings.Language);

    /// <summary>What a cookie says; what it does not say well is as it comes.</summary>
    public static Look Parse(string? cookie)
    {
        var parts = (cookie ?? "").Split('.');
        return parts.Length != 3
            ? Default
            : new(Read<ThemeChoice>(parts[0]), Read<DensityChoice>(parts[1]), Languages.Contains(parts[2]) ? parts[2] : null);
    }

    /// <summary>The value of the cookie.</summary>
    public override string ToString() => $"{Theme}.{Density}.{Language}".ToLowerInvariant();

    private static T Read<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default;
}
