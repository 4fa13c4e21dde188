using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Context;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Chat.Background;

/// <summary>
/// The summary of a conversation that was ended: goal, outcome, open points. Where no model writes it, it is put together from what was
/// said, so that there always is one.
/// </summary>
internal sealed class SummaryText(IDbContextFactory<AppDbContext> contexts, ContextBuilder context, ConversationChanges changes) : IBackgroundText
{
    private const string Instruction =
        "This conversation ends here. Summarise it in Markdown under the headings “Goal”, “Outcome” and “Open points” (translated into the "
        + "language in which it is held), in at most 200 words, so that somebody can go on from the summary alone. Answer with the summary alone.";

    /// <inheritdoc/>
    public JobKind Kind => JobKind.Summary;

    /// <inheritdoc/>
    public int MaxOutputTokens => 800;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChatMessage>> PromptAsync(RunIdentity run, ModelDescriptor model, CancellationToken cancellationToken) =>
        [.. await context.ReadPathAsync(run.ConversationId, run.MessageId, model, MaxOutputTokens, cancellationToken), new(ChatRole.User, Instruction)];

    /// <inheritdoc/>
    public async Task<string> WithoutModelAsync(RunIdentity run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var path = db.Messages.AsNoTracking().Where(m => m.ConversationId == run.ConversationId && m.OnActivePath && m.Text != "");
        var questions = path.Where(m => m.Role == MessageRole.User);
        var first = await questions.OrderBy(m => m.Seq).Select(m => m.Text).FirstOrDefaultAsync(cancellationToken);
        var last = await path.OrderByDescending(m => m.Seq).Select(m => new { m.Role, m.Status, m.Text }).FirstOrDefaultAsync(cancellationToken);
        var answer = await path.Where(m => m.Role == MessageRole.Assistant).OrderByDescending(m => m.Seq).Select(m => m.Text).FirstOrDefaultAsync(cancellationToken);
        var isOpen = last is null || last.Role == MessageRole.User || last.Status != MessageStatus.Complete;
        var open = isOpen ? await questions.OrderByDescending(m => m.Seq).Select(m => m.Text).FirstOrDefaultAsync(cancellationToken) : null;
        return ExtractedSummary.Of(first ?? "", answer ?? "", open);
    }

    /// <inheritdoc/>
    public async Task StoreAsync(RunIdentity run, string written, CancellationToken cancellationToken)
    {
        var summary = written.Trim();
        if (summary.Length == 0)
        {
            summary = await WithoutModelAsync(run, cancellationToken);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Conversations.Where(c => c.Id == run.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Summary, summary), cancellationToken);
        changes.Publish(run.OwnerId, run.ConversationId);
    }

    /// <inheritdoc/>
    public async Task FailedAsync(RunIdentity run, CancellationToken cancellationToken) =>
        await StoreAsync(run, await WithoutModelAsync(run, cancellationToken), cancellationToken);
}
