using System.Globalization;
using AgentWeb.E2E.Journeys;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// A server with few slots, for two people. The model server stands behind many endpoints, one for each test that wants one of its own: a
/// server that fails often is left alone for a while, and the next test must not meet that.
/// </summary>
public class FaultStage : Stage
{
    /// <summary>Generations that run at once, and how many of one person: two people can take all slots.</summary>
    public const int Slots = 4, SlotsPerUser = 2;

    /// <summary>How many endpoints there are for <see cref="FreshModel"/>.</summary>
    protected const int Endpoints = 45;

    private readonly List<Person> _people = [];
    private int _used;

    /// <summary>Longest wait for the first token, and longest silence behind it: no machine is so busy that it ends what a test holds up.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromMinutes(5);

    /// <summary>Longest run.</summary>
    protected virtual TimeSpan TotalTimeout => TimeSpan.FromMinutes(10);

    /// <summary>The model of an endpoint that nothing was asked of yet.</summary>
    public string FreshModel() => $"fresh{Number(Interlocked.Increment(ref _used))}/fake";

    /// <summary>Somebody with an account, always the same for a number; what they said before is forgotten.</summary>
    internal async Task<Person> PersonAsync(int number)
    {
        while (_people.Count <= number)
        {
            _people.Add(await Person.ArriveAsync(Server));
        }

        return _people[number];
    }

    /// <summary>Everybody begins anew: what is accepted from now on counts.</summary>
    internal void Forget() => _people.ForEach(person => person.Forget());

    /// <summary>What holds after every fault.</summary>
    internal async Task<Invariants> InvariantsAsync() =>
        new(Model, () => Database, [await PersonAsync(0), await PersonAsync(1)]);

    /// <summary>The server's database.</summary>
    internal virtual DatabaseFile Database => new(Server.DataDirectory);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _people.ForEach(person => person.Dispose());
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void Configure(Dictionary<string, string> settings)
    {
        settings["Queue:MaxConcurrency"] = Number(Slots);
        settings["Queue:MaxPerUser"] = Number(SlotsPerUser);
        settings["Queue:MaxQueuedPerUser"] = "100";
        settings["Runs:FirstTokenTimeout"] = Patience.ToString();
        settings["Runs:IdleTimeout"] = Patience.ToString();
        settings["Runs:TotalTimeout"] = TotalTimeout.ToString();
        settings["Runs:RetryDelay"] = "00:00:00.1";
        settings["Runs:MaxOutputTokens"] = "200000";
        for (var i = 1; i <= Endpoints; i++)
        {
            AddEndpoint(settings, i, "fresh" + Number(i), Model.BaseUrl);
        }
    }

    /// <summary>Adds an endpoint that offers the model <c>fake</c>.</summary>
    protected static void AddEndpoint(Dictionary<string, string> settings, int index, string name, Uri address)
    {
        var key = $"Models:Endpoints:{Number(index)}";
        settings[$"{key}:Name"] = name;
        settings[$"{key}:BaseUrl"] = address.ToString();
        settings[$"{key}:Models:0:Id"] = "fake";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
