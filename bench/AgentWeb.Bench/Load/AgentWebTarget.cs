using System.Net.Http.Json;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Load;

/// <summary>AgentWeb, asked over its API by several people.</summary>
internal sealed class AgentWebTarget : StreamTarget
{
    private const int People = 10;

    private readonly List<ApiUser> _people = [];
    private int _next;

    private AgentWebTarget(AgentWebServer server)
        : base("text") => Server = server;

    /// <summary>The server.</summary>
    public AgentWebServer Server { get; }

    /// <inheritdoc/>
    public override TimeSpan ProcessorTime => Server.ProcessorTime;

    /// <summary>Starts the server as it is, but for limits that would keep streams waiting.</summary>
    public static async Task<AgentWebTarget> StartAsync(FakeModelServer model, IReadOnlyDictionary<string, string>? more = null)
    {
        var settings = new Dictionary<string, string>(more ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["Models:DiscoverOllama"] = "false",
            ["Models:Endpoints:0:Name"] = "fake",
            ["Models:Endpoints:0:BaseUrl"] = model.BaseUrl.ToString(),
            ["Setup:AdminEmail"] = "admin@example.org",
            ["Setup:AdminPassword"] = "correct horse battery",
            ["Accounts:Registration"] = "Open",
            ["RateLimits:SignIn"] = "100000",
            ["RateLimits:Send"] = "1000000",
            ["RateLimits:Upload"] = "1000000",
            ["RateLimits:Api"] = "1000000",
            ["Chat:GenerateTitles"] = "false", // The bare targets that it is compared with have none.
            ["Runs:MaxOutputTokens"] = "1000000",
            ["Queue:MaxConcurrency"] = "10000",
            ["Queue:MaxPerUser"] = "10000",
            ["Queue:MaxQueuedPerUser"] = "10000",
        };
        var target = new AgentWebTarget(await AgentWebServer.StartAsync(settings));
        for (var i = 0; i < People; i++)
        {
            target._people.Add(await ApiUser.RegisterAsync(target.Server, TestAccount.Unique("load")));
        }

        return target;
    }

    /// <summary>Somebody with an account; a new one each time until all had their turn.</summary>
    public ApiUser NextPerson() => _people[(Interlocked.Increment(ref _next) & int.MaxValue) % People];

    /// <inheritdoc/>
    public override async Task<HttpResponseMessage> AskAsync(string question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/chat/stream") { Content = JsonContent.Create(new { message = question }) };
        return (await NextPerson().Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _people.ForEach(person => person.Dispose());
        await Server.DisposeAsync();
    }
}
