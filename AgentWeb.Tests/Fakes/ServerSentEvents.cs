using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace AgentWeb.Tests.Fakes;

/// <summary>An event of a stream: its id, and its body.</summary>
public sealed record ReceivedEvent(long Id, JsonObject Body)
{
    public string Type => (string)Body["type"]!;

    public string Text => (string?)Body["text"] ?? "";
}

/// <summary>Reads server-sent events as a client does.</summary>
public static class ServerSentEvents
{
    /// <summary>Posts, and reads events as they come.</summary>
    public static async IAsyncEnumerable<ReceivedEvent> StreamAsync(this HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        await foreach (var received in client.ReadAsync(request))
        {
            yield return received;
        }
    }

    /// <summary>Reads the events of a run, as after a broken connection when there is a last id.</summary>
    public static async IAsyncEnumerable<ReceivedEvent> EventsAsync(this HttpClient client, string runId, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/chat/runs/{runId}/events");
        if (lastEventId is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await foreach (var received in client.ReadAsync(request))
        {
            yield return received;
        }
    }

    private static async IAsyncEnumerable<ReceivedEvent> ReadAsync(this HttpClient client, HttpRequestMessage request)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(deadline.Token))
        {
            yield return new(long.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture), JsonNode.Parse(item.Data)!.AsObject());
        }
    }
}
