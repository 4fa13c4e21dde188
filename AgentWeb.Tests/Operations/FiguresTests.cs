using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentWeb.Tests.Operations;

/// <summary>Figures of a period are those of its jobs.</summary>
public sealed class FiguresTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly ManualTime _time = new();
    private IDbContextFactory<AppDbContext> _contexts = null!;
    private Guid _conversation;
    private Guid _owner;
    private Guid _reply;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _contexts = await _database.MigratedAsync();
        _owner = await TestDatabase.AddUserAsync(_contexts, "ada@example.test");
        (_conversation, _reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var db = await _contexts.CreateDbContextAsync(Cancellation);
        db.Add(new Conversation { Id = _conversation, OwnerId = _owner, Title = "T", CreatedAt = _time.GetUtcNow(), LastActiveAt = _time.GetUtcNow() });
        db.Add(new Message { Id = _reply, ConversationId = _conversation, OwnerId = _owner, Seq = 1, Role = MessageRole.Assistant, CreatedAt = _time.GetUtcNow() });
        await db.SaveChangesAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task RunAsync_JobsOfThePeriod_AreCountedOnceAndMeasured()
    {
        using var read = new ReadFigures(_contexts, _time);
        for (var i = 1; i <= 100; i++)
        {
            await EndedAsync(minutesAgo: i % 50, waitSeconds: i, firstTokenMs: i * 10, JobState.Completed);
        }

        await EndedAsync(2, 50, null, JobState.Failed, "upstream_timeout");
        await EndedAsync(2, 50, null, JobState.Interrupted, "upstream_interrupted");
        await EndedAsync(2, 50, null, JobState.Interrupted, "upstream_interrupted");
        await EndedAsync(2, 50, null, JobState.Stopped, "stopped_by_administrator");
        await EndedAsync(70, 5000, null, JobState.Failed, "too_old_for_the_hour");

        var hour = await read.RunAsync(FigurePeriod.Hour, Cancellation);

        Assert.Equal((104, 3, 60), (hour.Whole.Ended, hour.Whole.Failed, hour.Points.Count));
        Assert.Equal(["upstream_interrupted", "upstream_timeout"], hour.ErrorCodes);
        Assert.Equal(104, hour.Points.Sum(p => p.Ended));
        Assert.InRange(hour.Whole.Wait.P50!.Value, 50 * 0.95, 51 * 1.05);
        Assert.InRange(hour.Whole.Wait.P95!.Value, 94 * 0.95, 96 * 1.05);
        Assert.InRange(hour.Whole.FirstToken.P95!.Value, 0.94 * 0.95, 0.96 * 1.05);
        Assert.Equal(105, (await read.RunAsync(FigurePeriod.Day, Cancellation)).Whole.Ended);
        Assert.Equal(105, (await read.RunAsync(FigurePeriod.Week, Cancellation)).Whole.Ended);
    }

    [Fact]
    public async Task RunAsync_ReadAgain_SeesWhatCameAndForgetsWhatIsTooOld()
    {
        using var read = new ReadFigures(_contexts, _time);
        await EndedAsync(minutesAgo: 58, waitSeconds: 1, firstTokenMs: 1, JobState.Completed);
        await EndedAsync(minutesAgo: 0, waitSeconds: 1, firstTokenMs: 1, JobState.Completed);
        Assert.Equal(2, (await read.RunAsync(FigurePeriod.Hour, Cancellation)).Whole.Ended);

        await EndedAsync(minutesAgo: 0, waitSeconds: 1, firstTokenMs: 1, JobState.Completed);
        Assert.Equal(3, (await read.RunAsync(FigurePeriod.Hour, Cancellation)).Whole.Ended);
        _time.Advance(TimeSpan.FromMinutes(5));
        await EndedAsync(minutesAgo: 0, waitSeconds: 1, firstTokenMs: 1, JobState.Failed, "x_y");
        Assert.Equal((3, 1), Of(await read.RunAsync(FigurePeriod.Hour, Cancellation)));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal((0, 0), Of(await read.RunAsync(FigurePeriod.Hour, Cancellation)));

        static (int, int) Of(QueueFigures figures) => (figures.Whole.Ended, figures.Whole.Failed);
    }

    [Fact]
    public async Task SampleQueue_TwoNodesInOneMinute_WriteItDownOnce()
    {
        var waits = await EndedAsync(0, 0, null, JobState.Queued);
        await using var db = await _contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.Where(j => j.RunId == waits).ExecuteUpdateAsync(set => set.SetProperty(j => j.FinishedAt, (DateTimeOffset?)null), Cancellation);
        using SampleQueue here = Sampler(), there = Sampler();

        await Task.WhenAll(here.RunOnceAsync(Cancellation), there.RunOnceAsync(Cancellation));
        await here.RunOnceAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));
        await there.RunOnceAsync(Cancellation);

        Assert.Equal([(1, 0), (1, 0)], (await db.QueueSamples.AsNoTracking().ToListAsync(Cancellation)).Select(s => (s.Waiting, s.Running)));
        using var read = new ReadFigures(_contexts, _time);
        Assert.Equal([1, 1], (await read.RunAsync(FigurePeriod.Hour, Cancellation)).Points.Select(p => p.Waiting).OfType<double>());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void MeasureHistogram_AnyValues_IsAtMostFourPercentOff(double share)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 2000).Select(_ => Math.Exp(random.NextDouble() * 12)).Order().ToList();
        var (one, other) = (new MeasureHistogram(), new MeasureHistogram());
        foreach (var value in values)
        {
            (random.Next(2) == 0 ? one : other).Add(value);
        }

        one.Add(other);

        var exact = values[(int)Math.Ceiling(share * values.Count) - 1];
        Assert.InRange(one.Percentile(share)!.Value / exact, 0.96, 1.04);
        Assert.Equal(2000, one.Count);
        Assert.Null(new MeasureHistogram().Percentile(share));
    }

    private SampleQueue Sampler() => new(_contexts, new Readiness(), _time, NullLogger<SampleQueue>.Instance);

    private async Task<Guid> EndedAsync(int minutesAgo, int waitSeconds, long? firstTokenMs, JobState state, string? code = null)
    {
        var end = _time.GetUtcNow().AddMinutes(-minutesAgo);
        var job = new GenerationJob
        {
            RunId = Guid.CreateVersion7(),
            OwnerId = _owner,
            ConversationId = _conversation,
            UserMessageId = _reply,
            MessageId = _reply,
            ModelKey = "test/first",
            State = state,
            EnqueuedAt = end.AddSeconds(-waitSeconds - 1),
            WaitingSince = end.AddSeconds(-waitSeconds - 1),
            StartedAt = end.AddSeconds(-1),
            FinishedAt = end,
            TimeToFirstTokenMs = firstTokenMs,
            ErrorCode = code,
        };
        await using var db = await _contexts.CreateDbContextAsync(Cancellation);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(Cancellation);
        return job.RunId;
    }
}
