using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AgentWeb.Components.Shared;

/// <summary>The drawings of the icons, taken from the assembly once each. Their names are Lucide's (https://lucide.dev).</summary>
internal static partial class IconSet
{
    private static readonly ConcurrentDictionary<(string Name, int Size), string> Markup = new();

    /// <summary>The icon as an element; <c>.icon</c> in <c>base.css</c> says how its lines are drawn.</summary>
    /// <param name="name">Lucide's name of it.</param>
    /// <param name="size">Width and height in pixels.</param>
    /// <exception cref="ArgumentException">There is no such icon; add it to BrowserPackages.targets.</exception>
    public static string MarkupOf(string name, int size) => Markup.GetOrAdd((name, size), static icon =>
        $"""<svg class="icon" width="{icon.Size}" height="{icon.Size}" viewBox="0 0 24 24" aria-hidden="true">{Read(icon.Name)}</svg>""");

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"icons/{name}.svg")
            ?? throw new ArgumentException($"There is no icon '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return BetweenTags().Replace(Inside().Match(reader.ReadToEnd()).Groups["inside"].Value.Trim(), "><");
    }

    [GeneratedRegex("<svg[^>]*>(?<inside>.*)</svg>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inside();

    [GeneratedRegex(@">\s+<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BetweenTags();
}
