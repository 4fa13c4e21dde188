using System.Net;
using System.Net.Http.Json;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Accounts;

public sealed class DeleteAccountTests(ServerWithModel server) : IClassFixture<ServerWithModel>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_OwnAccount_TakesEverythingItOwnsAndNothingElse()
    {
        var (user, neighbour) = (await server.App.AddUserAsync(), await server.App.AddUserAsync());
        using var client = await server.App.SignInByTokenAsync(user);
        using var other = await server.App.SignInByTokenAsync(neighbour);
        foreach (var who in new[] { client, other })
        {
            await UploadAsync(who, "the same bytes");
        }

        await UploadAsync(client, "bytes of one alone");
        using var made = await client.PostAsJsonAsync("/api/v1/keys", new { name = "k", scopes = new[] { "read" } }, Cancellation);
        server.Model.Enqueue(ModelScript.Reply(string.Concat(Enumerable.Repeat("word ", 2000))) with { TokensPerSecond = 20 });
        using var running = await client.PostAsJsonAsync("/api/v1/chat", new { message = "Go on for long" }, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, running.StatusCode);

        using var wrong = await DeleteAsync(client, "wrong password");
        await wrong.IsProblemAsync(HttpStatusCode.BadRequest, "wrong_password");
        using var deleted = await DeleteAsync(client, TestUser.Password);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        using var out_ = await client.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, out_.StatusCode);
        using var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = user.Email, password = TestUser.Password }, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
        await using var db = server.App.OpenDatabase();
        Assert.False(await db.Users.AnyAsync(u => u.Id == user.Id, Cancellation));
        Assert.False(await db.Conversations.IgnoreQueryFilters().AnyAsync(c => c.OwnerId == user.Id, Cancellation));
        Assert.False(await db.Messages.AnyAsync(m => m.OwnerId == user.Id, Cancellation));
        Assert.False(await db.Jobs.AnyAsync(j => j.OwnerId == user.Id, Cancellation));
        Assert.False(await db.ApiKeys.AnyAsync(k => k.OwnerId == user.Id, Cancellation));
        Assert.False(await db.SignInSessions.AnyAsync(s => s.OwnerId == user.Id, Cancellation));
        Assert.Equal(neighbour.Id, (await db.Files.SingleAsync(Cancellation)).OwnerId);
        Assert.Equal(1, (await db.FileBlobs.SingleAsync(Cancellation)).References);
        var id = user.Id.ToString();
        Assert.Equal(user.Email, (await db.Audit.SingleAsync(a => a.Action == AuditActions.AccountDeleted && a.TargetId == id, Cancellation)).Target);
    }

    [Fact]
    public async Task Delete_ByPage_AsksForThePasswordAndLeavesTheDoor()
    {
        var user = await server.App.AddUserAsync();
        using var client = await server.App.SignInByCookieAsync(user);
        using var wrong = await client.SubmitAsync("/account/delete", new() { ["CurrentPassword"] = "wrong password" });
        Assert.Contains("data-code=\"wrong_password\"", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        using var right = await client.SubmitAsync("/account/delete", new() { ["CurrentPassword"] = TestUser.Password });

        Assert.EndsWith("/signin?deleted=true", right.Headers.Location!.ToString(), StringComparison.Ordinal);
        await using var db = server.App.OpenDatabase();
        Assert.False(await db.Users.AnyAsync(u => u.Id == user.Id, Cancellation));
    }

    [Fact]
    public async Task Delete_OverTheApi_IsNotEndedByACallerWhoLeaves()
    {
        var released = new ReleasedAccounts();
        await using var app = await new TestServer { Services = services => services.AddSingleton<IAccountData>(released) }.StartAsync();
        using var admin = await app.SignInByTokenAsync(await app.AddAdministratorAsync());
        var (user, other) = (await app.AddUserAsync(), await app.AddUserAsync());
        using var client = await app.SignInByTokenAsync(user);

        using var own = await DeleteAsync(client, TestUser.Password);
        using var byAdmin = await admin.DeleteAsync($"/api/v1/admin/users/user-{other.Id:D}", Cancellation);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (own.StatusCode, byAdmin.StatusCode));
        Assert.Equal([(user.Id, false), (other.Id, false)], released.Accounts);
    }

    [Fact]
    public async Task Delete_Twice_IsNotFoundTheSecondTime()
    {
        var user = await server.App.AddUserAsync();
        await using var scope = server.App.Container.CreateAsyncScope();
        var delete = scope.ServiceProvider.GetRequiredService<DeleteAccount>();
        Assert.True((await delete.RunAsync(user.Id, Cancellation)).Succeeded);
        Assert.Equal("not_found", (await delete.RunAsync(user.Id, Cancellation)).Error?.Code);
    }

    private static Task<HttpResponseMessage> DeleteAsync(HttpClient client, string password) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Delete, "/api/v1/account") { Content = JsonContent.Create(new { password }) }, Cancellation);

    private static async Task UploadAsync(HttpClient client, string text)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "file", "a.txt" } };
        using var response = await client.PostAsync("/api/v1/files/upload", form, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Notes which accounts were let go, and whether that could have been ended half-way.</summary>
    private sealed class ReleasedAccounts : IAccountData
    {
        public List<(Guid OwnerId, bool CanBeEnded)> Accounts { get; } = [];

        public Task ReleaseAsync(Guid ownerId, CancellationToken cancellationToken)
        {
            Accounts.Add((ownerId, cancellationToken.CanBeCanceled));
            return Task.CompletedTask;
        }
    }
}
