using AgentWeb.Core.Accounts;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Hosting;

public sealed class CircuitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, (3 * 200_000) + 8192)]
    [InlineData("150000", (6 * 150_000) + 8192)]
    public async Task Hub_MessageLimit_FollowsTheLongestMessageOrReply(string? configured, long expected)
    {
        await using var server = await new TestServer { Settings = { ["Chat:MaxMessageLength"] = configured } }.StartAsync();
        var hub = typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", throwOnError: true)!;
        var options = server.Container.GetRequiredService(typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(hub)));
        Assert.Equal(expected, ((IOptions<HubOptions>)options).Value.MaximumReceiveMessageSize);
    }

    [Fact]
    public async Task Circuit_SocketOfASignedInUser_IsCompressedWithASmallWindow()
    {
        await using var server = await new TestServer().StartAsync();
        using var client = await server.SignInByTokenAsync(await server.AddAdministratorAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
        request.Headers.Add("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.SwitchingProtocols, response.StatusCode);
        Assert.Contains("server_max_window_bits=11", response.Headers.GetValues("Sec-WebSocket-Extensions").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_SignInEnds_BecomesAnonymous()
    {
        await using var server = await new TestServer().StartAsync();
        var user = await server.AddUserAsync();
        await using var scope = server.Container.CreateAsyncScope();
        var access = scope.ServiceProvider.GetRequiredService<UserAccess>();
        await using var db = server.OpenDatabase();
        var principal = await scope.ServiceProvider.GetRequiredService<StartSession>().RunAsync((await db.Users.FindAsync([user.Id], Cancellation))!, Cancellation);
        using var authentication = new FixedAuthentication();
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        using var handler = new CircuitAccess(access, authentication);
        await handler.OnCircuitOpenedAsync(circuit: null!, Cancellation);
        var changed = new TaskCompletionSource<Task<AuthenticationState>>(TaskCreationOptions.RunContinuationsAsynchronously);
        authentication.AuthenticationStateChanged += state => changed.TrySetResult(state);

        await scope.ServiceProvider.GetRequiredService<LockUser>().RunAsync(user.Id, Cancellation);
        await access.SweepAsync(Cancellation);

        var state = await await changed.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.False(state.User.Identity!.IsAuthenticated);
    }

    private sealed class FixedAuthentication : ServerAuthenticationStateProvider, IDisposable
    {
        public void Dispose()
        {
        }
    }
}
