using System.Text;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>
/// What stands above code: its language, and the buttons that wrap its lines and copy it (<c>wwwroot/js/copy-code.js</c> listens to them).
/// </summary>
internal static class CodeHeader
{
    /// <summary>The header's HTML.</summary>
    /// <param name="language">As the author of the code named it; may be empty.</param>
    public static string Html(string language) => new StringBuilder()
        .Append("<div class=\"code-header\"><span class=\"code-language\">").AppendEscaped(language)
        .Append("</span><button type=\"button\" class=\"code-button\" data-wrap>").Append(MarkdownWords.Say("Wrap"))
        .Append("</button><button type=\"button\" class=\"code-button\" data-copy>").Append(MarkdownWords.Say("Copy")).Append("</button></div>")
        .ToString();
}
