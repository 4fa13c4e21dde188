using AgentWeb.Core.Startup;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Retention;

/// <summary>Runs what takes old things away in its intervals.</summary>
internal sealed class RetentionSchedule(RunRetention run, Readiness readiness, TimeProvider time, ILogger<RetentionSchedule> logger)
    : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override TimeSpan First => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override string Failure => "Old things could not be removed";

    /// <inheritdoc/>
    public override Task RunOnceAsync(CancellationToken cancellationToken) => run.RunAsync(all: false, cancellationToken);
}
