using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Chat.Background;

/// <summary>The title of a conversation after its first exchange. One that a person gave meanwhile stays.</summary>
internal sealed class TitleText(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes) : IBackgroundText
{
    private const int MostCharactersOfAMessage = 2_000;

    private const string Instruction =
        "Give this conversation a title of at most six words, in the language in which it is held. Answer with the title alone: no quotation "
        + "marks, no full stop.";

    /// <inheritdoc/>
    public JobKind Kind => JobKind.Title;

    /// <inheritdoc/>
    public int MaxOutputTokens => 60;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChatMessage>> PromptAsync(RunIdentity run, ModelDescriptor model, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var exchange = await db.Messages.AsNoTracking()
            .Where(m => m.Id == run.UserMessageId || m.Id == run.MessageId).OrderBy(m => m.Seq)
            .Select(m => new { m.Role, m.Text }).ToListAsync(cancellationToken);
        return
        [
            .. exchange.Select(m => new ChatMessage(m.Role == MessageRole.User ? ChatRole.User : ChatRole.Assistant, Beginning(m.Text))),
            new(ChatRole.User, Instruction),
        ];
    }

    /// <inheritdoc/>
    public async Task<string> WithoutModelAsync(RunIdentity run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations.Where(c => c.Id == run.ConversationId).Select(c => c.Title).SingleAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StoreAsync(RunIdentity run, string written, CancellationToken cancellationToken)
    {
        var title = WrittenTitle.From(written);
        if (title.Length == 0)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Conversations.Where(c => c.Id == run.ConversationId && c.TitleSource == TitleSource.Asked)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Title, title).SetProperty(c => c.TitleSource, TitleSource.Model), cancellationToken);
        if (stored == 1)
        {
            changes.Publish(run.OwnerId, run.ConversationId);
        }
    }

    /// <summary>The first words stay.</summary>
    public Task FailedAsync(RunIdentity run, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Beginning(string text) => text.Length <= MostCharactersOfAMessage
        ? text
        : char.IsHighSurrogate(text[MostCharactersOfAMessage - 1]) ? text[..(MostCharactersOfAMessage - 1)] : text[..MostCharactersOfAMessage];
}
