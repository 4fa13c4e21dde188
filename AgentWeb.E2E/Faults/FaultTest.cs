using System.Text.Json.Nodes;
using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Waits until the server has stored some of a reply's text, as it does twice a second. What has none begins anew after a crash.</summary>
    private protected async Task SomeIsStoredAsync(Accepted asked)
    {
        Assert.True(PublicId.TryParse(PublicId.Message, asked.MessageId, out var messageId));
        using var deadline = new CancellationTokenSource(Invariants.Deadline);
        while (true)
        {
            await using (var db = Database.Open())
            {
                if (await db.Messages.AnyAsync(m => m.Id == messageId && m.Status == MessageStatus.Streaming))
                {
                    return;
                }
            }

            Assert.False(deadline.IsCancellationRequested, $"Nothing of the reply to “{asked.Text}” was stored.");
            await Task.Delay(5);
        }
    }

    /// <summary>Who follows a run, and who looks at the reply later, is told the same of its end.</summary>
    private protected static async Task ToldAsync(Accepted asked, IReadOnlyList<JsonObject> events, string status, string code, string words)
    {
        var told = events[^1];
        Assert.Equal(("error", status, code), ((string)told["type"]!, (string)told["status"]!, (string)told["code"]!));
        Assert.Contains(words, (string)told["error"]!, StringComparison.Ordinal);
        var reply = await asked.By.ReplyAsync(asked);
        Assert.Equal((status, code, (string)told["error"]!), ((string)reply["status"]!, (string)reply["error"]!["code"]!, (string)reply["error"]!["message"]!));
    }
}
