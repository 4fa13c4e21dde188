using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Import;

/// <summary>A conversation that was taken over.</summary>
/// <param name="Index">Its number in the file.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Title">Its title.</param>
/// <param name="MessageCount">Its messages, on all branches.</param>
public sealed record ImportedResult(int Index, Guid ConversationId, string Title, int MessageCount);

/// <summary>What an import did.</summary>
/// <param name="Imported">What was taken over.</param>
/// <param name="LeftOut">What was asked for and not taken over, each with its problem.</param>
public sealed record ImportReceipt(IReadOnlyList<ImportedResult> Imported, IReadOnlyList<PreviewedConversation> LeftOut);

/// <summary>
/// Takes conversations of a file over. The whole file is read before anything is stored, and then each conversation comes in a transaction of
/// its own: wholly or not at all.
/// </summary>
public sealed class ImportConversations(
    IDbContextFactory<AppDbContext> contexts, PreviewImport preview, ReadImport readImport, ConversationChanges changes, TimeProvider time)
{
    private static readonly Error Duplicate = new("duplicate", "It is already here.", ErrorKind.Conflict);

    /// <summary>Imports.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="file">The file; it must be possible to go back in it.</param>
    /// <param name="selection">What of it; null takes all that is not there already.</param>
    /// <param name="cancellationToken">Ends the import; what was stored stays.</param>
    public async Task<Result<ImportReceipt>> RunAsync(Guid ownerId, Stream file, ImportSelection? selection, CancellationToken cancellationToken)
    {
        var seen = await preview.RunAsync(ownerId, file, cancellationToken);
        if (!seen.Succeeded)
        {
            return seen.Error;
        }

        var asked = seen.Value.Where(c => selection?.Has(c.Index) ?? true).ToList();
        var wanted = asked.Where(c => c.Problem is null && (selection is not null || !c.IsDuplicate)).Select(c => c.Index).ToHashSet();
        var leftOut = asked.Where(c => !wanted.Contains(c.Index)).Select(c => c with { Problem = c.Problem ?? Duplicate }).ToList();
        var imported = new List<ImportedResult>();
        var problem = await readImport.EachAsync(
            file,
            async (index, value) =>
            {
                if (wanted.Contains(index) && ReadConversation.Run(value).Value is { } conversation)
                {
                    imported.Add(await StoreAsync(ownerId, index, conversation, cancellationToken));
                }
            },
            cancellationToken);
        return problem is null ? new ImportReceipt(imported, leftOut) : problem;
    }

    private async Task<ImportedResult> StoreAsync(Guid ownerId, int index, ReadableConversation read, CancellationToken cancellationToken)
    {
        var (conversation, messages) = NewRows.Of(ownerId, read, time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(conversation);
        db.AddRange(messages);
        await db.SaveChangesAsync(cancellationToken);
        changes.Publish(ownerId, conversation.Id);
        return new(index, conversation.Id, conversation.Title, messages.Count);
    }
}
