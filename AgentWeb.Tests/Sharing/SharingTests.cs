using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Sharing;

public sealed class SharingTests(OpenServer server) : IClassFixture<OpenServer>, IAsyncLifetime
{
    private HttpClient _ada = null!;
    private HttpClient _anybody = null!;
    private TestUser _user = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _user = await server.AddUserAsync();
        _ada = await server.SignInByTokenAsync(_user);
        _anybody = server.CreateClient();
    }

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        _anybody.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Link_ReadByAnybody_ShowsTheActivePathAndNothingElse()
    {
        var conversation = await server.SeedAsync(_user.Id, "Pruning <roses>");
        var link = await ShareAsync(conversation);

        using var page = await _anybody.GetAsync((string?)link["url"], Cancellation);

        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Pruning &lt;roses&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Roses&lt;/b&gt;, I mean.", html, StringComparison.Ordinal);
        Assert.Contains("In <strong>March</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("In spring.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("new wood", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Be brief.", html, StringComparison.Ordinal);
        Assert.DoesNotContain(_user.Email, html, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web.js", html, StringComparison.Ordinal);
        Assert.Contains("noindex", html, StringComparison.Ordinal);
        HasHeadersOfASecretAddress(page);
    }

    [Fact]
    public async Task Link_AfterLaterMessages_StaysAsItWas()
    {
        var conversation = await server.SeedAsync(_user.Id);
        var link = await ShareAsync(conversation);
        await using (var db = server.OpenDatabase())
        {
            await db.Messages.Where(m => m.ConversationId == conversation.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, "Changed."), Cancellation);
        }

        Assert.DoesNotContain("Changed.", await _anybody.GetStringAsync((string?)link["url"], Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_RevokedExpiredDeletedLockedUnknown_IsTheSamePage()
    {
        var pages = new List<string> { await GoneAsync("/share/AAAAAAAAAAAAAAAAAAAAAA"), await GoneAsync("/share/x") };

        var revoked = await server.SeedAsync(_user.Id);
        var url = (string)(await ShareAsync(revoked))["url"]!;
        using (var answer = await _ada.DeleteAsync(AddressOf(revoked), Cancellation))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        pages.Add(await GoneAsync(url));

        var expired = await server.SeedAsync(_user.Id);
        url = (string)(await ShareAsync(expired))["url"]!;
        await using (var db = server.OpenDatabase())
        {
            await db.Shares.Where(s => s.ConversationId == expired.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), Cancellation);
        }

        pages.Add(await GoneAsync(url));

        var deleted = await server.SeedAsync(_user.Id);
        url = (string)(await ShareAsync(deleted))["url"]!;
        using (var answer = await _ada.DeleteAsync($"/api/v1/sessions/{PublicId.Format(PublicId.Session, deleted.Id)}", Cancellation))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        pages.Add(await GoneAsync(url));
        await using (var db = server.OpenDatabase())
        {
            Assert.False(await db.Shares.AnyAsync(s => s.ConversationId == deleted.Id, Cancellation));
        }

        var locked = await server.SeedAsync(_user.Id);
        url = (string)(await ShareAsync(locked))["url"]!;
        await server.Container.GetRequiredService<LockUser>().RunAsync(_user.Id, Cancellation);
        pages.Add(await GoneAsync(url));
        Assert.Single(pages.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Share_OfSomebodyElse_IsNotFoundAndLeavesTheLink()
    {
        var conversation = await server.SeedAsync(_user.Id);
        var link = await ShareAsync(conversation);
        using var bob = await server.SignInByTokenAsync(await server.AddUserAsync());

        using var shared = await bob.PostAsJsonAsync(AddressOf(conversation), new { }, Cancellation);
        await shared.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        using var all = await bob.DeleteAsync(AddressOf(conversation), Cancellation);
        await all.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        using var one = await bob.DeleteAsync($"{AddressOf(conversation)}/{(string?)link["share_id"]}", Cancellation);
        await one.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        Assert.Empty((await bob.GetFromJsonAsync<JsonObject>("/api/v1/shares", Cancellation))!["shares"]!.AsArray());
        using var page = await _anybody.GetAsync((string?)link["url"], Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Shares_Listed_AreThoseThatWork()
    {
        var conversation = await server.SeedAsync(_user.Id);
        var first = await ShareAsync(conversation, 1);
        var second = await ShareAsync(conversation, 0);
        Assert.NotNull(first["expires_at"]);
        Assert.Null(second["expires_at"]);
        Assert.NotEqual((string?)first["url"], (string?)second["url"]);

        using var revoked = await _ada.DeleteAsync($"{AddressOf(conversation)}/{(string?)first["share_id"]}", Cancellation);

        var left = Assert.Single((await _ada.GetFromJsonAsync<JsonObject>("/api/v1/shares", Cancellation))!["shares"]!.AsArray());
        Assert.Equal((string?)second["url"], (string?)left!["url"]);
    }

    [Theory]
    [InlineData("{\"expires_in_days\":366}", "expires_in_days_invalid")]
    [InlineData("{\"expires_in_days\":-1}", "expires_in_days_invalid")]
    [InlineData("{\"expires_in_days\":2147483648}", "wrong_type")]
    [InlineData("{\"expires_in_days\":\"1\"}", "wrong_type")]
    public async Task Share_WrongExpiry_IsRefused(string body, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await _ada.PostAsync(AddressOf(await server.SeedAsync(_user.Id)), content, Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Share_WithoutBody_WorksForThirtyDays()
    {
        using var answer = await _ada.PostAsync(AddressOf(await server.SeedAsync(_user.Id)), content: null, Cancellation);
        var link = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
        Assert.Equal(30, ((DateTimeOffset)link["expires_at"]! - (DateTimeOffset)link["created_at"]!).TotalDays);
    }

    [Fact]
    public async Task Print_OfOneself_HasEverythingAndOfSomebodyElseNothing()
    {
        var conversation = await server.SeedAsync(_user.Id, exchanges: 120);
        var address = $"/c/{PublicId.Format(PublicId.Session, conversation.Id)}/print";
        using var ada = await server.SignInByCookieAsync(_user);
        var html = await ada.GetStringAsync(address, Cancellation);
        Assert.Contains("Question 0<", html, StringComparison.Ordinal);
        Assert.Contains("Answer 119", html, StringComparison.Ordinal);

        using var bob = await server.SignInByCookieAsync(await server.AddUserAsync());
        using var foreign = await bob.GetAsync(address, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    private static string AddressOf(Conversation conversation) => $"/api/v1/sessions/{PublicId.Format(PublicId.Session, conversation.Id)}/share";

    private static void HasHeadersOfASecretAddress(HttpResponseMessage page)
    {
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("noindex", Assert.Single(page.Headers.GetValues("X-Robots-Tag")), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
    }

    private async Task<JsonObject> ShareAsync(Conversation conversation, int? days = null)
    {
        using var answer = await _ada.PostAsJsonAsync(AddressOf(conversation), new { expires_in_days = days }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
    }

    private async Task<string> GoneAsync(string url)
    {
        using var page = await _anybody.GetAsync(url, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        HasHeadersOfASecretAddress(page);
        return await page.Content.ReadAsStringAsync(Cancellation);
    }
}
