using System.Text;
using AgentWeb.Components.Markdown.Streaming;

namespace AgentWeb.Tests.Components.Markdown;

/// <summary>What a page shows when parts of a text came one by one.</summary>
internal static class StreamedHtml
{
    /// <summary>The HTML after the last part.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="maxSealed">0 keeps every block as it grew.</param>
    public static string Of(IEnumerable<string> parts, int maxSealed = 8 * 1024)
    {
        var stream = new MarkdownStream(maxSealed);
        foreach (var part in parts)
        {
            stream.Append(part);
            stream.Changes.Take();
        }

        stream.Complete();
        return Of(stream);
    }

    /// <summary>The HTML of a stream as it is.</summary>
    public static string Of(MarkdownStream stream)
    {
        var html = new StringBuilder();
        stream.Root.WriteTo(html);
        return html.ToString();
    }
}
