using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>How much a user has stored.</summary>
/// <param name="Used">Bytes of all their files.</param>
/// <param name="Quota">Bytes they may have.</param>
/// <param name="Count">How many files they are.</param>
public sealed record FileUsage(long Used, long Quota, int Count);

/// <summary>What deleting a file takes away.</summary>
/// <param name="Messages">Messages it was sent with.</param>
/// <param name="Conversations">Conversations these are in.</param>
public sealed record FileUses(int Messages, int Conversations);

/// <summary>Reads how much is stored, and where a file is used.</summary>
public sealed class ReadFileUsage(IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<FilesOptions> options)
{
    /// <summary>How much the user has stored.</summary>
    public async Task<FileUsage> RunAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var used = await db.Files.Owned(ownerId).GroupBy(_ => 1).Select(g => new { Size = g.Sum(f => f.Size), Count = g.Count() })
            .SingleOrDefaultAsync(cancellationToken);
        return new(used?.Size ?? 0, await db.QuotaOfAsync(ownerId, options.CurrentValue, cancellationToken), used?.Count ?? 0);
    }

    /// <summary>Where one of the user's files is used.</summary>
    public async Task<FileUses> UsesAsync(Guid ownerId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var uses = from file in db.Files.One(ownerId, fileId)
                   join use in db.MessageFiles on file.Seq equals use.FileSeq
                   select use.ConversationId;
        return new(await uses.CountAsync(cancellationToken), await uses.Distinct().CountAsync(cancellationToken));
    }
}
