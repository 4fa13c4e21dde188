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
