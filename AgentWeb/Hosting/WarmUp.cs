using AgentWeb.Components.Markdown;
using AgentWeb.Components.Markdown.Streaming;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Hosting;

/// <summary>Does once, before anybody waits for it, what is slow the first time: EF Core's model, the cookie keys, and the streaming of a reply.</summary>
internal sealed class WarmUp(IDbContextFactory<AppDbContext> contexts, IDataProtectionProvider protection) : IBeforeReady
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

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        protection.CreateProtector(nameof(WarmUp)).Protect([]);
        RehearseStreaming();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == "", cancellationToken);
    }

    /// <summary>Streams a reply with everything in it to nobody.</summary>
    private static void RehearseStreaming()
    {
        var stream = new MarkdownStream();
        foreach (var word in EverythingInIt.Split(' '))
        {
            stream.Append(word + " ");
            stream.Changes.Take();
        }

        stream.Complete();
        MarkdownHtml.ToHtml(EverythingInIt);
    }
}
