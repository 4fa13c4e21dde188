using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Api;

public sealed class AuditApiTests(OpenServer server) : IClassFixture<OpenServer>, IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private HttpClient _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _admin = await server.SignInByTokenAsync(await server.AddAdministratorAsync());
        await using var db = server.OpenDatabase();
        await db.Audit.ExecuteDeleteAsync(Cancellation);
        for (var i = 0; i < 25; i++)
        {
            db.Audit.Add(new AuditEntry
            {
                At = Start.AddDays(i),
                Actor = i % 2 == 0 ? "Ada@example.org" : "=HYPERLINK(\"evil\")",
                Action = i % 5 == 0 ? AuditActions.UserLocked : AuditActions.SignedIn,
                Detail = i == 3 ? "with, comma and \"quote\"" : null,
            });
            await db.SaveChangesAsync(Cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Get_PageByPage_IsEverythingNewestFirst()
    {
        var days = new List<DateTimeOffset>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"limit=10&cursor={cursor}".TrimEnd('='));
            days.AddRange(page["entries"]!.AsArray().Select(e => (DateTimeOffset)e!["at"]!));
            cursor = (string?)page["next_cursor"];
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => Start.AddDays(24 - i)), days);
    }

    [Theory]
    [InlineData("action=user", 5)]
    [InlineData("action=user.locked", 5)]
    [InlineData("action=use", 0)]
    [InlineData("action=account.signed_in", 20)]
    [InlineData("actor=ada@EXAMPLE", 13)]
    [InlineData("from=2020-01-11T00:00:00Z", 15)]
    [InlineData("to=2020-01-11T00:00:00Z", 10)]
    [InlineData("action=user&actor=ada&from=2020-01-02T00:00:00Z&to=2020-01-12T00:00:00Z", 1)]
    public async Task Get_Filtered_IsWhatWasAskedFor(string query, int count) =>
        Assert.Equal(count, (await GetAsync(query))["entries"]!.AsArray().Count);

    [Fact]
    public async Task Get_CursorThatIsNone_IsRefused()
    {
        using var answer = await _admin.GetAsync("/api/v1/admin/audit?cursor=first", Cancellation);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "cursor_invalid");
    }

    [Fact]
    public async Task Csv_WhatStrangersWrote_IsNoFormula()
    {
        using var answer = await _admin.GetAsync("/api/v1/admin/audit?format=csv&action=account", Cancellation);
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("audit.csv", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal("number,at,action,actor,actor_id,target,target_id,detail,address", lines[0]);
        Assert.Equal(21, lines.Length);
        Assert.Contains(lines, line => line.Contains(",\"'=HYPERLINK(\"\"evil\"\")\",", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"with, comma and \"\"quote\"\"\"", StringComparison.Ordinal));

        var export = (await GetAsync("action=audit"))["entries"]!.AsArray().Single()!;
        Assert.Equal(AuditActions.AuditExported, (string?)export["action"]);
        Assert.Equal("action account", (string?)export["detail"]);
    }

    [Fact]
    public async Task Get_NoAdministrator_IsForbidden()
    {
        using var user = await server.SignInByTokenAsync(await server.AddUserAsync());
        using var answer = await user.GetAsync("/api/v1/admin/audit?format=csv", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<JsonNode> GetAsync(string query) => (await _admin.GetFromJsonAsync<JsonNode>(
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/admin/audit?{query}"), Cancellation))!;
}
