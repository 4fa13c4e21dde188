using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Telemetry;

/// <summary>Records that a person used a feature. What they did goes on when that fails.</summary>
public sealed partial class RecordProductEvent(IDbContextFactory<AppDbContext> contexts, TimeProvider time, ILogger<RecordProductEvent> logger)
{
    /// <summary>Records it.</summary>
    /// <param name="ownerId">The person.</param>
    /// <param name="name">What was done, such as <c>gen.continue_clicked</c>; at most <see cref="ProductEvent.MaxNameLength"/> characters.</param>
    /// <param name="value">The number that belongs to it.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task RunAsync(Guid ownerId, string name, long? value, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            db.ProductEvents.Add(new() { OwnerId = ownerId, Name = name, Value = value, At = time.GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The product event {Name} was not recorded")]
    private static partial void LogFailed(ILogger logger, Exception failure, string name);
}
