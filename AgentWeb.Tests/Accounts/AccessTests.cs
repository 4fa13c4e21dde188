using System.Net;
using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Accounts;

/// <summary>Who loses access is out within five seconds, however they came in. The clock is the test's.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly TestServer _server;

    public AccessTests() => _server = new TestServer { Time = _time };

    public static TheoryData<string> Changes => new(Actions.Keys);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As another node or a database tool would make them: nothing in this process is told.</summary>
    private static Dictionary<string, Func<AppDbContext, Guid, Task<int>>> Actions { get; } = new(StringComparer.Ordinal)
    {
        ["locked"] = (db, id) => db.Users.Where(u => u.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, Lockout.Permanent), Cancellation),
        ["new stamp"] = (db, id) => db.Users.Where(u => u.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, "another"), Cancellation),
        ["deleted"] = (db, id) => db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(Cancellation),
        ["sign-ins ended"] = (db, id) => db.SignInSessions.Where(s => s.OwnerId == id).ExecuteDeleteAsync(Cancellation),
    };

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await _server.AddAdministratorAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Token_AfterAChange_IsOutInTime(string change)
    {
        var user = await _server.AddUserAsync();
        using var client = await _server.SignInByTokenAsync(user);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/api/v1/antiforgery"));

        await ChangeAsync(user, change);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/v1/antiforgery"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Cookie_AfterAChange_IsOutInTime(string change)
    {
        var user = await _server.AddUserAsync();
        using var client = await _server.SignInByCookieAsync(user);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account/password"));

        await ChangeAsync(user, change);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account/password"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/v1/antiforgery"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Watch_AfterAChange_Ends(string change)
    {
        var user = await _server.AddUserAsync();
        var principal = await PrincipalAsync(user);
        using var watch = _server.Container.GetRequiredService<IUserAccess>().Watch(principal);

        await ChangeAsync(user, change);

        // The sweep runs on its own; time goes on until it has had its turn.
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(UserAccess.Freshness);
                return watch.Ended.IsCancellationRequested;
            },
            "the watch ends");
    }

    [Fact]
    public async Task Watch_NothingChanged_GoesOn()
    {
        var access = _server.Container.GetRequiredService<UserAccess>();
        using var watch = access.Watch(await PrincipalAsync(await _server.AddUserAsync()));
        using var anonymous = access.Watch(new ClaimsPrincipal(new ClaimsIdentity()));

        await access.SweepAsync(Cancellation);

        Assert.False(watch.Ended.IsCancellationRequested);
        Assert.True(anonymous.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task IsCurrent_AskedAgainAtOnce_ReadsTheDatabaseOnce()
    {
        var access = _server.Container.GetRequiredService<UserAccess>();
        var user = await _server.AddUserAsync();
        var principal = await PrincipalAsync(user);
        Assert.True(await access.IsCurrentAsync(principal, Cancellation));

        await using var db = _server.OpenDatabase();
        await Actions["deleted"](db, user.Id);
        Assert.True(await access.IsCurrentAsync(principal, Cancellation));
        access.Forget(user.Id);
        Assert.False(await access.IsCurrentAsync(principal, Cancellation));
    }

    [Fact]
    public async Task SignIn_WhileAnotherOneIsInUse_CountsAtOnce()
    {
        var user = await _server.AddUserAsync();
        using var first = await _server.SignInByTokenAsync(user);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, "/api/v1/antiforgery"));

        using var second = await _server.SignInByTokenAsync(user);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, "/api/v1/antiforgery"));
    }

    [Fact]
    public async Task LockUser_EndsSignInsForGoodAndClosesTheDoor()
    {
        var user = await _server.AddUserAsync();
        using var client = await _server.SignInByTokenAsync(user);
        await using var scope = _server.Container.CreateAsyncScope();
        var locked = await scope.ServiceProvider.GetRequiredService<LockUser>().RunAsync(user.Id, Cancellation);
        Assert.True(locked.Succeeded);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/v1/antiforgery"));

        // Unlocking lets the person sign in again, but does not bring the old token back.
        await using var db = _server.OpenDatabase();
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), Cancellation);
        _time.Advance(Promised);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/v1/antiforgery"));
        using var again = await _server.SignInByTokenAsync(user);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(again, "/api/v1/antiforgery"));
    }

    [Fact]
    public async Task LockUser_Unknown_IsNotFound()
    {
        await using var scope = _server.Container.CreateAsyncScope();
        var locked = await scope.ServiceProvider.GetRequiredService<LockUser>().RunAsync(Guid.CreateVersion7(), Cancellation);
        Assert.Equal("not_found", locked.Error?.Code);
    }

    [Fact]
    public async Task SignIn_AfterThirtyDays_HasEnded()
    {
        var user = await _server.AddUserAsync();
        var principal = await PrincipalAsync(user);
        var access = _server.Container.GetRequiredService<IUserAccess>();

        _time.Advance(SignInSessions.Lifetime - TimeSpan.FromMinutes(1));
        Assert.True(await access.IsCurrentAsync(principal, Cancellation));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await access.IsCurrentAsync(principal, Cancellation));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Cancellation);
        return response.StatusCode;
    }

    private async Task ChangeAsync(TestUser user, string change)
    {
        await using (var db = _server.OpenDatabase())
        {
            Assert.NotEqual(0, await Actions[change](db, user.Id));
        }

        _time.Advance(Promised);
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(TestUser user)
    {
        await using var scope = _server.Container.CreateAsyncScope();
        await using var db = _server.OpenDatabase();
        AppUser account = await db.Users.SingleAsync(u => u.Id == user.Id, Cancellation);
        return await scope.ServiceProvider.GetRequiredService<StartSession>().RunAsync(account, Cancellation);
    }
}
