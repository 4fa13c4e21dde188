using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>How a reply came about. What is not known is null.</summary>
/// <param name="Model">Name of the model, or its key when it is gone.</param>
/// <param name="Usage">Tokens of all its runs.</param>
/// <param name="Cost">What they cost, where the model has prices, in the currency these are in.</param>
/// <param name="Waited">In line, in its last run.</param>
/// <param name="FirstToken">From picked to the first token, in its last run.</param>
/// <param name="Duration">From picked to the end, in its last run.</param>
/// <param name="TokensPerSecond">Output tokens a second, in its last run.</param>
/// <param name="Runs">How many runs it took; more than one when it was continued.</param>
/// <param name="CompletedAt">When it ended.</param>
public sealed record ReplyDetails(
    string? Model, TokenUsage? Usage, decimal? Cost, TimeSpan? Waited, TimeSpan? FirstToken, TimeSpan? Duration, double? TokensPerSecond, int Runs, DateTimeOffset? CompletedAt);

/// <summary>Reads how a reply came about.</summary>
public sealed class ReadReplyDetails(IDbContextFactory<AppDbContext> contexts, IModelCatalogue models)
{
    private const decimal Million = 1_000_000;

    /// <summary>Reads it.</summary>
    public async Task<Result<ReplyDetails>> RunAsync(Guid ownerId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reply = await db.MessagesOf(ownerId).AsNoTracking()
            .SingleOrDefaultAsync(m => m.Id == messageId && m.Role == MessageRole.Assistant, cancellationToken);
        if (reply is null)
        {
            return Error.NotFound("reply");
        }

        var runs = await db.Jobs.AsNoTracking().Owned(ownerId).Where(j => j.MessageId == messageId).OrderBy(j => j.Seq).ToListAsync(cancellationToken);
        var last = runs.LastOrDefault();
        var model = reply.ModelKey is { } key ? models.Find(key) : null;
        return new ReplyDetails(
            model?.Name ?? reply.ModelKey,
            reply.Usage,
            CostOf(reply.Usage, model),
            last?.StartedAt - last?.WaitingSince,
            last?.TimeToFirstTokenMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            last?.FinishedAt - last?.StartedAt,
            last?.TokensPerSecond,
            runs.Count,
            reply.CompletedAt);
    }

    private static decimal? CostOf(TokenUsage? usage, ModelDescriptor? model) =>
        usage is null || (model?.InputPrice is null && model?.OutputPrice is null)
            ? null
            : ((usage.InputTokens * (model.InputPrice ?? 0)) + (usage.OutputTokens * (model.OutputPrice ?? 0))) / Million;
}
