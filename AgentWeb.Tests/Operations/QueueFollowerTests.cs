using System.Diagnostics;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Features.Admin.Operations;

namespace AgentWeb.Tests.Operations;

public sealed class QueueFollowerTests
{
    [Fact]
    public async Task Follow_MovesWithoutPause_LooksAtMostFourTimesASecond()
    {
        var signal = new QueueSignal();
        var looks = 0;
        var fourth = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = Stopwatch.StartNew();

        await using (new QueueFollower(signal, TimeProvider.System, Look))
        {
            while (!fourth.Task.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                signal.Set();
                await Task.Yield();
            }
        }

        Assert.Equal(4, looks);
        Assert.True(watch.Elapsed >= (4 * QueueFollower.Spacing) - TimeSpan.FromMilliseconds(20), $"Four looks took {watch.Elapsed}.");

        Task Look()
        {
            if (++looks == 4)
            {
                fourth.SetResult();
            }

            return looks < 4 ? Task.CompletedTask : Task.FromCanceled(new CancellationToken(canceled: true)); // It ends as when the page goes.
        }
    }
}
