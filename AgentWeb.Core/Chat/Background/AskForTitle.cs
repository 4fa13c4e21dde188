using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Background;

/// <summary>
/// Queues a job for the title once a conversation has its first reply, in the transaction that writes the reply. The built-in assistant
/// gives no better titles than the first words are, so it is not asked.
/// </summary>
public sealed class AskForTitle(IModelCatalogue models, IOptionsMonitor<ChatOptions> options, TimeProvider time)
{
    /// <summary>Adds the job, unless the title was asked for or given before.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="reply">The reply that ended.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task AddAsync(AppDbContext db, Message reply, CancellationToken cancellationToken)
    {
        if (!options.CurrentValue.GenerateTitles
            || reply is not { Text.Length: > 0, ParentId: { } questionId, ModelKey: { } modelKey }
            || models.Find(modelKey) is not { IsOffline: false })
        {
            return;
        }

        var first = await db.Conversations.Where(c => c.Id == reply.ConversationId && c.TitleSource == TitleSource.FirstWords)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.TitleSource, TitleSource.Asked), cancellationToken);
        if (first == 1)
        {
            db.Jobs.Add(BackgroundJob.About(reply, questionId, modelKey, JobKind.Title, time.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
            await db.JoinQueueAsync(reply.OwnerId, cancellationToken);
        }
    }
}
