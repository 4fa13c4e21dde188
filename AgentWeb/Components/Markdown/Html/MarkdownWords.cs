using System.Globalization;
using System.Resources;
using AgentWeb.Features.Settings;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>
/// The few words in rendered Markdown, in the language of the circuit or request that renders. The renderers are plain functions of text,
/// so these are read as numbers are: from the current culture.
/// </summary>
internal static class MarkdownWords
{
    private static readonly ResourceManager Resources = new("AgentWeb.Resources.Features.Settings.Words", typeof(Words).Assembly);

    /// <summary>The word for its English one, ready for HTML.</summary>
    /// <param name="english">Free of characters that HTML would need escaped.</param>
    public static string Say(string english) => Resources.GetString(english, CultureInfo.CurrentUICulture) ?? english;
}
