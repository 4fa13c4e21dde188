using AgentWeb.Core.Startup;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>
/// Reads the longest period before an administrator asks for it: a year of a busy server takes a second the first time that day, and
/// <see cref="ReadUsage"/> keeps what is over.
/// </summary>
internal sealed class ReadUsageAhead(ReadUsage readUsage, Readiness readiness, TimeProvider time, ILogger<ReadUsageAhead> logger)
    : RepeatedWork(readiness, time, logger)
{
    /// <summary>The longest period that the page offers.</summary>
    public const int Days = 365;

    private DateOnly _read;

    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override string Failure => "The use of the last year could not be read ahead";

    /// <summary>Reads the period, once a day (UTC).</summary>
    protected internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var year = UsageQuery.LastDays(Days, Time.GetUtcNow());
        if (_read != year.To)
        {
            await readUsage.RunAsync(year, cancellationToken);
            _read = year.To;
        }
    }
}
