using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Features.Chat;

/// <summary>A stored conversation of many messages, whose active path a test can lead elsewhere.</summary>
internal sealed class LongConversation
{
    private readonly IDbContextFactory<AppDbContext> _contexts;
    private readonly Guid _ownerId;

    private LongConversation(IDbContextFactory<AppDbContext> contexts, Guid ownerId) => (_contexts, _ownerId) = (contexts, ownerId);

    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Stores one of so many questions and answers.</summary>
    public static async Task<LongConversation> StoreAsync(IDbContextFactory<AppDbContext> contexts, Guid ownerId, int exchanges)
    {
        var conversation = new LongConversation(contexts, ownerId);
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.Add(new Conversation { Id = conversation.Id, OwnerId = ownerId, Title = "Long", CreatedAt = DateTimeOffset.UnixEpoch, LastActiveAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync();
        }

        await conversation.GoOnAsync(after: null, exchanges);
        return conversation;
    }

    /// <summary>Goes on behind a message with so many questions and answers; whatever followed it is another branch from then on.</summary>
    /// <returns>The new messages.</returns>
    public async Task<IReadOnlyList<Guid>> GoOnAsync(Guid? after, int exchanges)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        var stored = await db.Conversations.SingleAsync(c => c.Id == Id);
        var parentSeq = after is null ? 0 : await db.Messages.Where(m => m.Id == after).Select(m => m.Seq).SingleAsync();
        await db.Messages.Where(m => m.ConversationId == Id && m.Seq > parentSeq).ExecuteUpdateAsync(set => set.SetProperty(m => m.OnActivePath, false));
        var rows = new List<Message>();
        for (var i = 0; i < exchanges * 2; i++)
        {
            rows.Add(new()
            {
                Id = Guid.CreateVersion7(),
                ConversationId = Id,
                OwnerId = _ownerId,
                ParentId = i == 0 ? after : rows[^1].Id,
                Seq = ++stored.LastSeq,
                OnActivePath = true,
                Role = i % 2 == 0 ? MessageRole.User : MessageRole.Assistant,
                Status = MessageStatus.Complete,
                Text = FormattableString.Invariant($"Message {stored.LastSeq}"),
                CreatedAt = DateTimeOffset.UnixEpoch,
            });
        }

        stored.MessageCount += rows.Count;
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return rows.ConvertAll(row => row.Id);
    }

    /// <summary>The messages of its active path, oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> PathAsync()
    {
        await using var db = await _contexts.CreateDbContextAsync();
        return await db.Messages.Where(m => m.ConversationId == Id && m.OnActivePath).OrderBy(m => m.Seq).Select(m => m.Id).ToListAsync();
    }
}
