namespace AgentWeb.Tests.Fakes;

/// <summary>Waits for a condition, not for time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns once the condition holds; fails when it does not within the deadline.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, "Waited in vain until " + what);
            await Task.Delay(Pause, CancellationToken.None); // Busy waiting would take the processor from what is waited for.
        }
    }

    /// <summary>Returns once the condition holds; fails when it does not within the deadline.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);
}
