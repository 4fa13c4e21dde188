using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>Somebody who uses the server's API: makes accounts, and looks at what is stored without a page.</summary>
public sealed class ApiUser : IDisposable
{
    private ApiUser(HttpClient http, TestAccount account)
    {
        Http = http;
        Account = account;
    }

    /// <summary>Who it is.</summary>
    public TestAccount Account { get; }

    /// <summary>The client, signed in.</summary>
    public HttpClient Http { get; }

    /// <summary>Makes an account where registration is open, and signs in to it.</summary>
    public static async Task<ApiUser> RegisterAsync(AgentWebServer server, TestAccount account)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var made = await http.PostAsJsonAsync("api/v1/auth/register", new { email = account.Email, password = account.Password });
        made.EnsureSuccessStatusCode();
        return await SignInAsync(server, account);
    }

    /// <summary>Signs in to an account.</summary>
    public static async Task<ApiUser> SignInAsync(AgentWebServer server, TestAccount account)
    {
        var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        using var answer = await http.PostAsJsonAsync("api/v1/auth/login", new { email = account.Email, password = account.Password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonObject>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)tokens!["access_token"]);
        return new ApiUser(http, account);
    }

    /// <summary>The messages of a conversation, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> HistoryAsync(string sessionId)
    {
        var history = await Http.GetFromJsonAsync<JsonObject>($"api/v1/chat/history/{sessionId}");
        return [.. history!["messages"]!.AsArray().Select(message => message!.AsObject())];
    }

    /// <summary>The conversations there are.</summary>
    public async Task<IReadOnlyList<JsonObject>> SessionsAsync()
    {
        var sessions = await Http.GetFromJsonAsync<JsonObject>("api/v1/sessions");
        return [.. sessions!["sessions"]!.AsArray().Select(session => session!.AsObject())];
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
