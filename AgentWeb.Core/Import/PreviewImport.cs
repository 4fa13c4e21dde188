using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Import;

/// <summary>A conversation of a file, as an import would take it.</summary>
/// <param name="Index">Its number in the file, from 0; a selection names it by this.</param>
/// <param name="Title">Its title.</param>
/// <param name="Format">What wrote it; empty when that cannot be told.</param>
/// <param name="MessageCount">Messages that would come, on all branches.</param>
/// <param name="LeftOutMessages">Messages that would not: instructions, tools, what was hidden or empty.</param>
/// <param name="CreatedAt">When it began, when the file tells.</param>
/// <param name="LastActiveAt">When it was last used, when the file tells.</param>
/// <param name="IsDuplicate">Whether it is there already.</param>
/// <param name="Problem">Why it cannot be taken over; null when it can.</param>
public sealed record PreviewedConversation(
    int Index, string Title, string Format, int MessageCount, int LeftOutMessages, DateTimeOffset? CreatedAt, DateTimeOffset? LastActiveAt,
    bool IsDuplicate, Error? Problem = null);

/// <summary>Tells what an import of a file would bring. Nothing is stored.</summary>
public sealed class PreviewImport(IDbContextFactory<AppDbContext> contexts, ReadImport readImport)
{
    /// <summary>Reads the file.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="file">The file; it must be possible to go back in it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All conversations in it; the problem of the file, or of its first conversation, when nothing of it can be taken over.</returns>
    public async Task<Result<IReadOnlyList<PreviewedConversation>>> RunAsync(Guid ownerId, Stream file, CancellationToken cancellationToken)
    {
        var earlier = await EarlierConversations.ReadAsync(contexts, ownerId, cancellationToken);
        var found = new List<PreviewedConversation>();
        var problem = await readImport.EachAsync(
            file,
            (index, value) =>
            {
                var read = ReadConversation.Run(value);
                found.Add(read.Succeeded
                    ? Of(index, read.Value, earlier)
                    : new(index, ReadConversation.TitleOf(value), "", 0, 0, CreatedAt: null, LastActiveAt: null, IsDuplicate: false, read.Error));
                return Task.CompletedTask;
            },
            cancellationToken);
        problem ??= found.TrueForAll(c => c.Problem is not null) ? found[0].Problem : null;
        return problem is null ? found : problem;
    }

    private static PreviewedConversation Of(int index, ReadableConversation c, EarlierConversations earlier) =>
        new(index, c.Title, c.Format, c.Messages.Count, c.LeftOut, c.CreatedAt, c.LastActiveAt, earlier.Has(c));
}
