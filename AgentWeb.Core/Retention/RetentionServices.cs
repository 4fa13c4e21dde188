using AgentWeb.Core.Chat;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Retention;

/// <summary>Registration of what takes old things away.</summary>
public static class RetentionServices
{
    private const int BatchSize = 500;

    /// <summary>Registers it. Conversations and files have tasks of their own, beside what they belong to.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddTask("audit", o => o.Audit, (db, before, time, ct) => db.Audit.Where(e => e.At < before).DeleteInBatchesAsync(e => e.At, e => e.Seq, BatchSize, time, ct));

        // What runs and waits is never old enough; what ended needs its row no more than its message needs the row.
        services.AddTask("jobs", o => o.Jobs, (db, before, time, ct) => db.Jobs
            .Where(j => j.FinishedAt < before && j.State != JobState.Queued && j.State != JobState.Running).DeleteInBatchesAsync(j => j.FinishedAt, j => j.Seq, BatchSize, time, ct));
        services.AddTask("product-events", o => o.ProductEvents, (db, before, time, ct) =>
            db.ProductEvents.Where(e => e.At < before).DeleteInBatchesAsync(e => e.At, e => e.Seq, BatchSize, time, ct));
        services.AddTask("sign-ins", o => o.Credentials, (db, before, time, ct) =>
            db.SignInSessions.Where(s => s.ExpiresAt < before).DeleteInBatchesAsync(s => s.ExpiresAt, s => s.Id, BatchSize, time, ct));
        services.AddTask("invitations", o => o.Credentials, (db, before, time, ct) =>
            db.Invitations.Where(i => i.ExpiresAt < before).DeleteInBatchesAsync(i => i.ExpiresAt, i => i.Id, BatchSize, time, ct));
        services.AddTask("keys", o => o.Credentials, (db, before, time, ct) =>
            db.ApiKeys.Where(k => k.RevokedAt < before || k.ExpiresAt < before).DeleteInBatchesAsync(k => k.ExpiresAt, k => k.Id, BatchSize, time, ct));
        services.AddTask("queue-samples", o => o.QueueSamples, (db, before, time, ct) =>
            db.QueueSamples.Where(s => s.At < before).DeleteInBatchesAsync(s => s.At, s => s.At, BatchSize, time, ct));
        services.AddSingleton<IRetentionTask, PurgeUsage>();
        services.AddSingleton<RunRetention>();
        services.AddSingleton<ReadRetention>();
        services.AddHostedService<RetentionSchedule>();
        return services;
    }

    private static void AddTask(
        this IServiceCollection services, string name, Func<RetentionOptions, TimeSpan> ageOf,
        Func<AppDbContext, DateTimeOffset, TimeProvider, CancellationToken, Task<long>> deleteAsync) =>
        services.AddSingleton<IRetentionTask>(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new PurgeOldRows(
                name, provider.GetRequiredService<IDbContextFactory<AppDbContext>>(), provider.GetRequiredService<IOptionsMonitor<RetentionOptions>>(), time,
                ageOf, (db, before, cancellationToken) => deleteAsync(db, before, time, cancellationToken));
        });
}
