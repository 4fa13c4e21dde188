using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json.Nodes;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Operations.Sessions;
using AgentWeb.Features;
using AgentWeb.Features.Admin.Sessions;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Operations;

/// <summary>Who is signed in, and ending that.</summary>
public sealed class SessionsTests(OpenServer server) : IClassFixture<OpenServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_Listed_SayWhoAndFromWhereAndNothingThatWasWritten()
    {
        var ada = await server.AddUserAsync();
        using var client = await SignInAsync(ada);
        await server.SeedAsync(ada.Id, "A secret title");
        using var admin = await server.SignInByTokenAsync(await server.AddAdministratorAsync());

        using var answer = await admin.GetAsync("/api/v1/admin/sessions?user=" + ada.Email, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        var session = Assert.Single(JsonNode.Parse(text)!["sessions"]!.AsArray())!;

        Assert.Equal((ada.Email, 0, 0), ((string?)session["user"], (int)session["pages"]!, (int)session["active_conversations"]!));
        Assert.StartsWith("signin-", (string?)session["id"], StringComparison.Ordinal);
        Assert.NotNull((string?)session["address"]);
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        using var forbidden = await client.GetAsync("/api/v1/admin/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task Sessions_Ended_CountNoMoreAndIsWrittenDown()
    {
        var ada = await server.AddUserAsync();
        using var ended = await SignInAsync(ada);
        using var admin = await server.SignInByTokenAsync(await server.AddAdministratorAsync());
        var id = (string?)(await admin.GetFromJsonAsync<JsonObject>("/api/v1/admin/sessions?user=" + ada.Email, Cancellation))!["sessions"]![0]!["id"];
        using var other = await server.SignInByTokenAsync(ada);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await VisitAsync(ended), await VisitAsync(other)]);

        using (var forbidden = await other.DeleteAsync("/api/v1/admin/sessions/" + id, Cancellation))
        {
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }

        using (var done = await admin.DeleteAsync("/api/v1/admin/sessions/" + id, Cancellation))
        {
            Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [await VisitAsync(ended), await VisitAsync(other)]);
        using var again = await admin.DeleteAsync("/api/v1/admin/sessions/" + id, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await using var db = server.OpenDatabase();
        var entry = Assert.Single(await db.Audit.AsNoTracking().Where(e => e.Action == AuditActions.UserSignedOut && e.TargetId == ada.Id.ToString()).ToListAsync(Cancellation));
        Assert.Equal(ada.Email, entry.Target);
        Assert.NotNull(entry.ActorId);
    }

    [Fact]
    public async Task EndSignIn_WithAPageOpen_SignsItOutAtOnce()
    {
        var ada = await server.AddUserAsync();
        await using var scope = server.Container.CreateAsyncScope();
        await using var db = server.OpenDatabase();
        var principal = await scope.ServiceProvider.GetRequiredService<StartSession>().RunAsync((await db.Users.FindAsync([ada.Id], Cancellation))!, Cancellation);
        await KnowAsync(ada.Id, Guid.Parse(principal.FindFirstValue(UserClaims.SessionId)!));
        using var authentication = new FixedAuthentication();
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        using var handler = new CircuitAccess(scope.ServiceProvider.GetRequiredService<IUserAccess>(), authentication);
        await handler.OnCircuitOpenedAsync(circuit: null!, Cancellation);
        var changed = new TaskCompletionSource<Task<AuthenticationState>>(TaskCreationOptions.RunContinuationsAsynchronously);
        authentication.AuthenticationStateChanged += state => changed.TrySetResult(state);

        var ended = await scope.ServiceProvider.GetRequiredService<EndSignIn>().RunAsync(Guid.Parse(principal.FindFirstValue(UserClaims.SessionId)!), Cancellation);

        Assert.True(ended.Succeeded);
        Assert.True(changed.Task.IsCompleted, "The page was not signed out by the time ending the sign-in had succeeded.");
        Assert.False((await await changed.Task).User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task CircuitPresence_FromOpenToClosed_KeepsThePage()
    {
        var time = new ManualTime();
        var (pages, conversation, owner, signIn) = (new ConnectedPages(), new OpenConversation(), Guid.CreateVersion7(), Guid.CreateVersion7());
        using var authentication = new FixedAuthentication();
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, owner.ToString()), new(ClaimTypes.Name, "ada@example.test"), new(UserClaims.SessionId, signIn.ToString("N"))], "test")))));
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("192.0.2.7") } };
        context.Request.Headers.UserAgent = "Firefox/140";
        var presence = new CircuitPresence(pages, conversation, new HttpContextAccessor { HttpContext = context }, authentication, time);

        await presence.OnCircuitOpenedAsync(circuit: null!, Cancellation);
        var page = Assert.Single(pages.Of(signIn));
        Assert.Equal((owner, "ada@example.test", "192.0.2.7", "Firefox/140", true, null), (page.OwnerId, page.User, page.Address, page.Browser, page.IsConnected, page.ConversationId));

        conversation.Show(signIn);
        time.Advance(TimeSpan.FromMinutes(1));
        await presence.CreateInboundActivityHandler(_ => Task.CompletedTask)(null!);
        await presence.OnConnectionDownAsync(circuit: null!, Cancellation);
        Assert.Equal((false, signIn, time.GetUtcNow()), (page.IsConnected, page.ConversationId, page.LastActivity));
        await presence.OnConnectionUpAsync(circuit: null!, Cancellation);
        Assert.True(page.IsConnected);

        await presence.OnCircuitClosedAsync(circuit: null!, Cancellation);
        Assert.Empty(pages.All);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("", "–")]
    [InlineData(null, "–")]
    public void BrowserName_OfWhatItCallsItself_IsShort(string? userAgent, string name) => Assert.Equal(name, BrowserName.Of(userAgent));

    private async Task<HttpClient> SignInAsync(TestUser user)
    {
        var client = await server.SignInByTokenAsync(user);
        await using var db = server.OpenDatabase();
        var earlier = await db.UserTokens.Where(t => t.UserId == user.Id && t.LoginProvider == "AgentWeb.SignIn").Select(t => t.Name).ToListAsync(Cancellation);
        foreach (var id in earlier)
        {
            await KnowAsync(user.Id, Guid.Parse(id));
        }

        return client;
    }

    /// <summary>Lists a sign-in that is kept as they were before they had a table of their own.</summary>
    private async Task KnowAsync(Guid ownerId, Guid signInId)
    {
        await using var db = server.OpenDatabase();
        if (!await db.SignInSessions.AnyAsync(s => s.Id == signInId, Cancellation))
        {
            var now = TimeProvider.System.GetUtcNow();
            db.SignInSessions.Add(new() { Id = signInId, OwnerId = ownerId, CreatedAt = now, LastSeenAt = now, ExpiresAt = now.AddDays(1), Address = "127.0.0.1" });
            await db.SaveChangesAsync(Cancellation);
        }
    }

    private static async Task<HttpStatusCode> VisitAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/sessions", Cancellation);
        return answer.StatusCode;
    }

    private sealed class FixedAuthentication : ServerAuthenticationStateProvider, IDisposable
    {
        public void Dispose()
        {
        }
    }
}
