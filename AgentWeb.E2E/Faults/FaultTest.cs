using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// Something goes wrong, and nothing may be lost by it. Every test ends with <see cref="Invariants"/>, the same for all faults. No fixed
/// times are waited for: what is waited for is what the model server saw, or what the server says. When one fails, the server's log is in
/// <c>artifacts/faults</c>.
/// </summary>
public abstract class FaultTest(FaultStage stage) : IAsyncLifetime
{
    protected FaultStage Stage => stage;

    protected AgentWebServer Server => stage.Server;

    protected FakeModelServer Model => stage.Model;

    private protected DatabaseFile Database => stage.Database;

    private protected Person Ann { get; private set; } = null!;

    private protected Person Bob { get; private set; } = null!;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        stage.Forget();
        Ann = await stage.PersonAsync(0);
        Bob = await stage.PersonAsync(1);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            var folder = Directory.CreateDirectory(SolutionFolder.Artifacts("faults")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, GetType().Name + "." + TestContext.Current.TestMethod?.MethodName + ".log"), Server.WholeLog);
        }
    }

    /// <summary>Checks what holds after every fault.</summary>
    /// <param name="diedAt">When the server was killed, in Stopwatch ticks; null when it lives, and nothing may be lost.</param>
    private protected async Task NothingIsLostAsync(long? diedAt = null) => await (await stage.InvariantsAsync()).HoldAsync(diedAt);

    /// <summary>What the model server was asked because of a message, once this many requests have come.</summary>
    private protected async Task<RecordedRequest> RequestAsync(Accepted asked, int number = 1)
    {
        using var deadline = new CancellationTokenSource(Invariants.Deadline);
        while (true)
        {
            var requests = Invariants.RequestsAbout(Model, asked);
            if (requests.Count >= number)
            {
                return requests[number - 1];
            }

            Assert.False(deadline.IsCancellationRequested, $"The model server was asked {requests.Count} times, not {number} times, about “{asked.Text}”.");
            await Task.Delay(5);
        }
    }
}
