using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Sharing;

/// <summary>A conversation as it was when it was shared.</summary>
/// <param name="Title">Its title.</param>
/// <param name="SharedAt">When it was shared.</param>
/// <param name="Messages">Its messages, oldest first.</param>
public sealed record SharedConversation(string Title, DateTimeOffset SharedAt, IReadOnlyList<SharedMessage> Messages);

/// <summary>Reads what a link leads to, for anybody who has it.</summary>
public sealed class ReadShare(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    private const int TokenLength = 22;

    /// <summary>Reads it.</summary>
    /// <returns>
    /// The conversation; <em>not found</em> whether the link never was, was revoked, has expired, its conversation was deleted, or its owner is locked or
    /// gone: the answers do not differ.
    /// </returns>
    public async Task<Result<SharedConversation>> RunAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: TokenLength })
        {
            return Error.NotFound("link");
        }

        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from share in db.Shares.AsNoTracking()
            where share.Token == token && (share.ExpiresAt == null || share.ExpiresAt > now)
            join conversation in db.Conversations on share.ConversationId equals conversation.Id // Not a deleted one.
            join owner in db.Users on share.OwnerId equals owner.Id
            select new { share.Token, share.Title, share.CreatedAt, share.Snapshot, owner.LockoutEnd }).SingleOrDefaultAsync(cancellationToken);

        // SQL Server's text takes A for a: a token must be the very same.
        return found is null || !string.Equals(found.Token, token, StringComparison.Ordinal) || Lockout.IsByAdministrator(found.LockoutEnd, now)
            ? Error.NotFound("link")
            : new SharedConversation(found.Title, found.CreatedAt, SharedMessage.Read(found.Snapshot));
    }
}
