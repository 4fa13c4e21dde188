using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AgentWeb.Components.Shared;

/// <summary>The drawings of the icons, taken from the assembly once each. Their names are Lucide's (https://lucide.dev).</summary>
internal static partial class IconSet
{
    private static readonly ConcurrentDictionary<string, string> Drawings = new(StringComparer.Ordinal);

    /// <summary>What is between the <c>svg</c> tags of an icon.</summary>
    /// <exception cref="ArgumentException">There is no such icon; add it to BrowserPackages.targets.</exception>
    public static string DrawingOf(string name) => Drawings.GetOrAdd(name, Read);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"icons/{name}.svg")
            ?? throw new ArgumentException($"There is no icon '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return Inside().Match(reader.ReadToEnd()).Groups["inside"].Value.Trim();
    }

    [GeneratedRegex("<svg[^>]*>(?<inside>.*)</svg>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inside();
}
