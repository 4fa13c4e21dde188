using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Bench.Circuits;
using AgentWeb.Bench.Load;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Memory;

/// <summary>A question and its answer.</summary>
/// <param name="Person">Who asked.</param>
/// <param name="Path">Its page.</param>
internal sealed record ShortConversation(ApiUser Person, string Path)
{
    /// <summary>Asks, and reads the answer to its end.</summary>
    public static async Task<ShortConversation> HoldAsync(AgentWebTarget target)
    {
        var person = target.NextPerson();
        using var sent = await person.Http.PostAsJsonAsync("api/v1/chat", new { message = "Please answer." });
        sent.EnsureSuccessStatusCode();
        var receipt = await sent.Content.ReadFromJsonAsync<JsonObject>();
        await person.Http.GetStringAsync($"api/v1/chat/runs/{receipt!["run_id"]}/events");
        return new(person, $"c/{receipt["session_id"]}");
    }

    /// <summary>Opens its page; what it renders is not looked at.</summary>
    public Task<CircuitClient> OpenAsync() => CircuitClient.OpenAsync(Person, Path, _ => { });
}
