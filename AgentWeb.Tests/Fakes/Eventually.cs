namespace AgentWeb.Tests.Fakes;

/// <summary>Waits for a condition with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until it is true; fails the test at the deadline.</summary>
    public static async Task IsTrueAsync(Func<bool> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, "Never happened: " + what);
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
