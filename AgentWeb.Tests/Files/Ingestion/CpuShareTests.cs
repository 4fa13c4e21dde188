using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Ingestion;

public sealed class CpuShareTests
{
    [Fact]
    public async Task Pace_QuarterOfAProcessor_RestsThreeTimesAsLongAsItWorks()
    {
        var time = new ManualTime();
        var taken = new List<int>();
        var work = Task.Run(async () =>
        {
            await foreach (var item in new CpuShare(() => 0.25, time).PaceAsync(ItemsAsync(time), CancellationToken.None))
            {
                taken.Add(item);
            }
        });

        // The first item took 20 ms: it is given 60 ms later.
        await Eventually.TrueAsync(() => time.TimerCount == 1, "it rests");
        time.Advance(TimeSpan.FromMilliseconds(59));
        Assert.Empty(taken);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.TrueAsync(() => taken.Count == 1 && time.TimerCount == 1, "it goes on and rests again");
        time.Advance(TimeSpan.FromMilliseconds(60));
        await work;

        Assert.Equal([0, 1], taken);
    }

    [Fact]
    public async Task Pace_LessGivenThanBefore_RestsOnlyForWhatIsWorkedFromThenOn()
    {
        var (time, share) = (new ManualTime(), 1.0);
        await using var items = new CpuShare(() => share, time).PaceAsync(ItemsAsync(time), CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await items.MoveNextAsync());

        share = 0.2;
        var second = items.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() => time.TimerCount == 1, "it rests");
        time.Advance(TimeSpan.FromMilliseconds(79));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await second.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Rest_ShorterThanAMillisecond_IsTakenOnceItIsLongEnough()
    {
        var time = new ManualTime();
        var share = new CpuShare(() => 0.5, time);
        var worked = TimeSpan.FromMicroseconds(400);

        Assert.True(share.RestAfterAsync(worked, CancellationToken.None).IsCompleted);
        Assert.True(share.RestAfterAsync(worked, CancellationToken.None).IsCompleted);
        var third = share.RestAfterAsync(worked, CancellationToken.None);
        Assert.False(third.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await third.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(share.RestAfterAsync(worked, CancellationToken.None).IsCompleted); // A fifth of a millisecond was left.
    }

    [Fact]
    public async Task Rest_MoreGivenMeanwhile_IsOverWithinASecond()
    {
        var (time, share) = (new ManualTime(), 0.001);
        var rest = new CpuShare(() => share, time).RestAfterAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        Assert.Equal(1, time.TimerCount);

        share = 1;
        time.Advance(TimeSpan.FromSeconds(1));

        await rest.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async IAsyncEnumerable<int> ItemsAsync(ManualTime time)
    {
        for (var i = 0; i < 2; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            yield return i;
            await Task.Yield();
        }
    }
}
