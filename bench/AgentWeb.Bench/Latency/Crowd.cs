using System.Net.Http.Json;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Latency;

/// <summary>Other people who are answered meanwhile, over the API, each at 50 tokens/s.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int People = 10;

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<ApiUser> _people = [];
    private readonly List<Task> _reading = [];

    /// <summary>Starts the streams and waits until each of them has text.</summary>
    public static async Task<Crowd> GatherAsync(AgentWebServer server, FakeModelServer model, int streams)
    {
        model.Default = ModelScript.Generate(ContentKind.Paragraph, 100_000, tokensPerSecond: 50);
        var crowd = new Crowd();
        for (var i = 0; i < People; i++)
        {
            crowd._people.Add(await ApiUser.RegisterAsync(server, TestAccount.Unique("crowd")));
        }

        for (var i = 0; i < streams; i++)
        {
            crowd._reading.Add(await crowd.OpenAsync(crowd._people[i % People]));
        }

        return crowd;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_reading);
        _people.ForEach(person => person.Dispose());
        _leaving.Dispose();
    }

    private async Task<Task> OpenAsync(ApiUser person)
    {
        var response = await AskAsync(person);
        var body = await response.Content.ReadAsStreamAsync(_leaving.Token);
        var buffer = new byte[16 * 1024];
        for (var seen = 0; seen < 2000; seen += await body.ReadAsync(buffer, _leaving.Token))
        {
            // Accepted, queued, running, and some text.
        }

        return ReadAsync(response, body, buffer);
    }

    private async Task<HttpResponseMessage> AskAsync(ApiUser person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/chat/stream")
        {
            Content = JsonContent.Create(new { message = "Talk on." }),
        };
        var response = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _leaving.Token);
        return response.EnsureSuccessStatusCode();
    }

    private async Task ReadAsync(HttpResponseMessage response, Stream body, byte[] buffer)
    {
        try
        {
            while (await body.ReadAsync(buffer, _leaving.Token) > 0)
            {
                // Read as fast as it comes.
            }
        }
        catch (OperationCanceledException)
        {
            // Left.
        }
        finally
        {
            response.Dispose();
        }
    }
}
