using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// Something goes wrong, and nothing may be lost by it. Every test ends with <see cref="Invariants"/>, the same for all faults. No fixed
/// times are waited for: what is waited for is what the model server saw, or what the server says.
/// </summary>
public abstract class FaultTest(FaultStage stage) : IAsyncLifetime
{
    private readonly List<Person> _people = [];

    protected FaultStage Stage => stage;

    protected AgentWebServer Server => stage.Server;

    protected FakeModelServer Model => stage.Model;

    private protected DatabaseFile Database => new(Server.DataDirectory);

    private protected Invariants Invariants => new(Server, Model, Database, _people);

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _people.ForEach(person => person.Dispose());
        return ValueTask.CompletedTask;
    }

    /// <summary>Somebody new, signed in to the API.</summary>
    private protected async Task<Person> ArriveAsync()
    {
        var person = await Person.ArriveAsync(Server);
        _people.Add(person);
        return person;
    }

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
