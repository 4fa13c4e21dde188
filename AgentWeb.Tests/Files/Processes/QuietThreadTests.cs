using System.Diagnostics;
using AgentWeb.Core.Files.Processes;

namespace AgentWeb.Tests.Files.Processes;

public sealed class QuietThreadTests
{
    [Fact]
    public async Task ProcessorTime_WorkThatWaitsAndWorks_CountsOnlyTheWork()
    {
        await using var thread = new QuietThread("test", niceness: 10);

        await thread.RunAsync(() =>
        {
            using var never = new ManualResetEvent(initialState: false);
            Assert.False(never.WaitOne(TimeSpan.FromMilliseconds(300)));
            return Task.CompletedTask;
        });
        var waited = thread.ProcessorTime;
        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromMilliseconds(150));

        await thread.RunAsync(() =>
        {
            for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 60;)
            {
                // Nothing but work.
            }

            return Task.CompletedTask;
        });
        Assert.True(thread.ProcessorTime > waited, $"{thread.ProcessorTime} after work, {waited} before it.");
    }

    [Fact]
    public async Task RunAsync_WorkThatFails_FailsForWhoeverAskedAndTheThreadGoesOn()
    {
        await using var thread = new QuietThread("test", niceness: 10);

        await Assert.ThrowsAsync<InvalidOperationException>(() => thread.RunAsync(() => throw new InvalidOperationException("Broken.")));
        await Assert.ThrowsAsync<TimeoutException>(() => thread.RunAsync(() => Task.FromException(new TimeoutException())));

        string? name = null;
        await thread.RunAsync(() =>
        {
            name = Thread.CurrentThread.Name;
            return Task.CompletedTask;
        });
        Assert.Equal("test", name);
    }
}
