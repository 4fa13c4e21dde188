using System.Collections.Concurrent;
using AgentWeb.Core.Startup;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>A finding and when it was made.</summary>
internal sealed record HealthEntry(string Name, HealthFinding Finding, DateTimeOffset At);

/// <summary>
/// Looks at every part in its own interval, however many ask for it: nobody who asks waits for a model server or makes it work. Only the database,
/// without which nothing goes, is looked at when somebody asks, at most every two seconds.
/// </summary>
internal sealed partial class HealthMonitor(
    IEnumerable<IHealthPart> parts, DatabaseHealth database, Readiness readiness, TimeProvider time, ILogger<HealthMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2); // Whoever comes first after a start has the processor to themselves.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan DatabaseFresh = TimeSpan.FromSeconds(2);

    private readonly List<IHealthPart> _parts = [.. parts];
    private readonly ConcurrentDictionary<string, HealthEntry> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private readonly SemaphoreSlim _oneAsked = new(1); // Whoever asks for readiness does not wait while a model server is looked at.

    /// <summary>Raised after something was looked at.</summary>
    public event EventHandler? Changed;

    /// <summary>What was found last, in the order of the parts.</summary>
    public IReadOnlyList<HealthEntry> Entries => [.. _parts.Select(part => _entries.GetValueOrDefault(part.Name)).OfType<HealthEntry>()];

    /// <summary>How the server is: the worst of all.</summary>
    public async Task<HealthState> ReadyAsync(CancellationToken cancellationToken)
    {
        if (IsDue(database, DatabaseFresh))
        {
            await LookAsync(_oneAsked, [database], DatabaseFresh, cancellationToken);
        }

        return _entries.Values.Max(entry => entry.Finding.State);
    }

    /// <summary>Looks at everything now, for somebody who asks for it.</summary>
    public Task CheckAllAsync(CancellationToken cancellationToken) => LookAsync(_one, _parts, TimeSpan.FromSeconds(1), cancellationToken);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _one.Dispose();
        _oneAsked.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        await Task.Delay(First, time, stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            await LookAsync(_one, _parts, fresh: null, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private bool IsDue(IHealthPart part, TimeSpan fresh) => !_entries.TryGetValue(part.Name, out var entry) || time.GetUtcNow() - entry.At >= fresh;

    /// <summary>Looks at those whose finding is older than it may be.</summary>
    private async Task LookAsync(SemaphoreSlim one, IReadOnlyList<IHealthPart> wanted, TimeSpan? fresh, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var due = wanted.Where(part => IsDue(part, fresh ?? part.Interval)).ToList();
            await Task.WhenAll(due.Select(part => CheckAsync(part, cancellationToken)));
            if (due.Count == 0)
            {
                return;
            }
        }
        finally
        {
            one.Release();
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task CheckAsync(IHealthPart part, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HealthFinding finding;
        try
        {
            finding = await part.CheckAsync(either.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, part.Name, failure);
            finding = new(part is DatabaseHealth ? HealthState.Unhealthy : HealthState.Degraded, Say("Could not be looked at; the log says why."));
        }

        _entries[part.Name] = new(part.Name, finding, time.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The health of {Part} could not be looked at")]
    private static partial void LogFailed(ILogger logger, string part, Exception failure);
}
