using AgentWeb.Components.Markdown;
using AgentWeb.Components.Markdown.Streaming;
using AgentWeb.Core.Startup;

namespace AgentWeb.Hosting;

/// <summary>Streams a reply with everything in it to nobody.</summary>
internal sealed class StreamingRehearsal : IWarmUp
{
    private const string EverythingInIt = """
        ## A heading

        Text with **bold**, *emphasis*, `code` and [a link](https://example.org).

        1. First
        2. Second
           - Nested

        | a | b |
        | - | -: |
        | 1 | 2 |

        > A quote

        ```csharp
        var a = 1;
        ```

        The end.
        """;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        var stream = new MarkdownStream();
        foreach (var word in EverythingInIt.Split(' '))
        {
            stream.Append(word + " ");
            stream.Changes.Take();
        }

        stream.Complete();
        MarkdownHtml.ToHtml(EverythingInIt);
        return Task.CompletedTask;
    }
}
