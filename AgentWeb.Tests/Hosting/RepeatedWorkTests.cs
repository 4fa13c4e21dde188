using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentWeb.Tests.Hosting;

public sealed class RepeatedWorkTests
{
    [Fact]
    public async Task Execute_FailuresAndCancellationsOfItsOwn_GoOnWithTheNextTime()
    {
        var (time, readiness) = (new ManualTime(), new Readiness());
        using var work = new Work(readiness, time);
        await work.StartAsync(TestContext.Current.CancellationToken);
        time.Advance(Work.Every);
        Assert.Equal(0, work.Times);

        readiness.MarkReady();
        for (var times = 1; times <= 3; times++)
        {
            await Eventually.TrueAsync(() => Advanced(times), $"it was done {times} times");
        }

        await work.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(work.ExecuteTask!.IsCanceled);

        bool Advanced(int times)
        {
            time.Advance(work.Times < times ? Work.Every : TimeSpan.Zero);
            return work.Times >= times;
        }
    }

    private sealed class Work(Readiness readiness, TimeProvider time) : RepeatedWork(readiness, time, NullLogger.Instance)
    {
        public static TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

        public int Times { get; private set; }

        protected override TimeSpan Interval => Every;

        protected override string Failure => "It could not be done";

        public override Task RunOnceAsync(CancellationToken cancellationToken)
        {
            Times++;
            throw Times switch
            {
                1 => new InvalidOperationException("away"),
                _ => new OperationCanceledException("took too long"),
            };
        }
    }
}
