using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>Lets a reply wait for the files of its conversation that are still processed: whoever drops a document and asks at once means that document.</summary>
public sealed class AwaitFiles(IDbContextFactory<AppDbContext> contexts, FileChanges changes, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>Waits until none is in work any more, or for as long as allowed.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="onWaiting">Told the name of each file that is waited for, once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task RunAsync(Guid ownerId, Guid conversationId, TimeSpan atMost, Action<string> onWaiting, CancellationToken cancellationToken)
    {
        var next = await NextInWorkAsync(conversationId, cancellationToken);
        if (next is null)
        {
            return;
        }

        using var watch = changes.Watch(ownerId);
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        string? told = null;
        try
        {
            while ((next = await NextInWorkAsync(conversationId, either.Token)) is not null)
            {
                if (!string.Equals(next, told, StringComparison.Ordinal))
                {
                    onWaiting(next);
                    told = next;
                }

                await WaitForChangeAsync(watch, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It takes too long: the model is told which files cannot be read yet.
        }
    }

    /// <summary>Waits for a change, or for the time to look whether another node made one.</summary>
    private async Task WaitForChangeAsync(ChangeWatch watch, CancellationToken cancellationToken)
    {
        using var look = new CancellationTokenSource(LookAgain, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(look.Token, cancellationToken);
        try
        {
            await watch.WhenChangedAsync(either.Token);
            watch.Take();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look.
        }
    }

    private async Task<string?> NextInWorkAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from use in db.MessageFiles
            where use.ConversationId == conversationId
            join file in db.Files on use.FileSeq equals file.Seq
            where file.Status == FileStatus.Pending || file.Status == FileStatus.Processing
            orderby file.Seq
            select file.Name).FirstOrDefaultAsync(cancellationToken);
    }
}
