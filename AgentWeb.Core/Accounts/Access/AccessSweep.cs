using AgentWeb.Core.Startup;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Looks every <see cref="UserAccess.Freshness"/> whether those who have circuits and streams open may still have them.</summary>
internal sealed class AccessSweep(UserAccess access, RecentUse use, Readiness readiness, TimeProvider time, ILogger<AccessSweep> logger)
    : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => UserAccess.Freshness;

    /// <inheritdoc/>
    protected override string Failure => "Could not check whether open sign-ins still count";

    /// <inheritdoc/>
    protected override LogLevel FailureLevel => LogLevel.Error;

    /// <inheritdoc/>
    /// <remarks>Nobody is thrown out when the database is away; requests find out by themselves.</remarks>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await access.SweepAsync(cancellationToken);
        await use.WriteAsync(cancellationToken);
    }
}
