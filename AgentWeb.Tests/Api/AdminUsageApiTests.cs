using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

/// <summary>Use over HTTP, for administrators.</summary>
public sealed class AdminUsageApiTests(ServerWithModel server) : IClassFixture<ServerWithModel>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Usage_AfterAReply_HasItAndAsCsv()
    {
        var ada = await server.App.AddUserAsync();
        using (var client = await server.App.SignInByTokenAsync(ada))
        {
            using var stream = await client.PostAsJsonAsync("/api/v1/chat/stream", new { message = "Count me." }, Cancellation);
            Assert.Contains("\"done\"", await stream.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        using var admin = await server.App.SignInByTokenAsync(await server.App.AddAdministratorAsync());
        var usage = (await admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/usage?days=7&user={ada.Email}", Cancellation))!;

        Assert.Equal((1, 1, 0.0), ((int)usage["total"]!["replies"]!, (int)usage["total"]!["completed"]!, (double)usage["total"]!["stop_rate"]!));
        Assert.Equal(7, usage["days"]!.AsArray().Count);
        Assert.Equal(ada.Email, (string?)usage["users"]![0]!["user"]);
        Assert.NotNull(usage["ttft_seconds"]!["p50"]);
        using var csv = await admin.GetAsync($"/api/v1/admin/usage?format=csv&user={ada.Email}", Cancellation);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("usage-", csv.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        var lines = (await csv.Content.ReadAsStringAsync(Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains($",{ada.Email},fake/small,1,1,1,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfADeletedAccount_IsFoundByItsId()
    {
        var gone = Guid.CreateVersion7();
        await using (var db = server.App.OpenDatabase())
        {
            db.UsageDays.Add(new()
            {
                Day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                OwnerId = gone,
                ModelKey = "fake/small",
                Requests = 3,
            });
            await db.SaveChangesAsync(Cancellation);
        }

        using var admin = await server.App.SignInByTokenAsync(await server.App.AddAdministratorAsync());
        var csv = await admin.GetStringAsync($"/api/v1/admin/usage?format=csv&user={gone}", Cancellation);

        var line = Assert.Single(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Assert.Contains($",{gone},fake/small,3,", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfADeletedAccountWhoseDaysAreGone_IsThatOfItsMonths()
    {
        var gone = Guid.CreateVersion7();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await using (var db = server.App.OpenDatabase())
        {
            db.UsageMonths.Add(new() { Month = new DateOnly(today.Year, today.Month, 1).AddMonths(-3), OwnerId = gone, ModelKey = "fake/small", Requests = 3 });
            await db.SaveChangesAsync(Cancellation);
        }

        using var admin = await server.App.SignInByTokenAsync(await server.App.AddAdministratorAsync());
        var usage = await admin.GetFromJsonAsync<JsonObject>($"/api/v1/admin/usage?days=366&user={gone}", Cancellation);

        Assert.Equal(3, (int)usage!["total"]!["requests"]!);
    }

    [Theory]
    [InlineData("user=0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", HttpStatusCode.NotFound)]
    [InlineData("days=0", HttpStatusCode.BadRequest)]
    [InlineData("days=367", HttpStatusCode.BadRequest)]
    [InlineData("days=many", HttpStatusCode.BadRequest)]
    [InlineData("format=xml", HttpStatusCode.BadRequest)]
    [InlineData("user=nobody@example.org", HttpStatusCode.NotFound)]
    public async Task Usage_BadQuestion_IsRefused(string query, HttpStatusCode expected)
    {
        using var admin = await server.App.SignInByTokenAsync(await server.App.AddAdministratorAsync());
        using var answer = await admin.GetAsync("/api/v1/admin/usage?" + query, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Usage_NotAnAdministrator_IsForbidden()
    {
        using var client = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        using var answer = await client.GetAsync("/api/v1/admin/usage", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
