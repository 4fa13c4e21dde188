using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Configuration;

public sealed class ConfigurationApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new()
    {
        Settings =
        {
            ["Models:DiscoverOllama"] = "false",
            ["Queue:MaxQueuedPerUser"] = "7",
            ["Models:Endpoints:0:Name"] = "box",
            ["Models:Endpoints:0:BaseUrl"] = "http://127.0.0.1:1/v1",
            ["Models:Endpoints:0:ApiKey"] = "sk-never-shown",
        },
    };

    private HttpClient _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _admin = await _server.SignInByTokenAsync(await _server.AddUserAsync(AgentWeb.Core.Accounts.Roles.Admin, "ada@example.org"));
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Put_ALimit_ActsAtOnceAndIsUndone()
    {
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("hello you"));

        var section = await PutAsync("chat", """{"MaxMessageLength": 5}""");
        Assert.Equal(("5", "database"), ValueOf(section, "MaxMessageLength"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("hello you"));

        var change = Assert.Single((await GetAsync("config/Chat/history"))["changes"]!.AsArray())!;
        Assert.Equal("ada@example.org", (string?)change["by"]);
        Assert.Equal("""[{"key":"Chat:MaxMessageLength","before":null,"after":"5"}]""", change["values"]!.ToJsonString());

        using var undone = await _admin.PostAsync($"/api/v1/config/changes/{change["change"]}/undo", content: null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("hello you"));
        Assert.Equal(("10000", "default"), ValueOf(await GetAsync("config/Chat"), "MaxMessageLength"));

        await using var db = _server.OpenDatabase();
        var audit = await db.Audit.Where(e => e.Action == AuditActions.ConfigurationChanged || e.Action == AuditActions.ConfigurationUndone)
            .OrderBy(e => e.Seq).ToListAsync(Cancellation);
        Assert.Equal(["Chat:MaxMessageLength: – → 5", "Chat:MaxMessageLength: 5 → –"], audit.Select(e => e.Detail));
        Assert.All(audit, entry => Assert.Equal("ada@example.org", entry.Actor));
    }

    [Fact]
    public async Task Put_SomethingWrong_StoresNothingAndNamesEveryKey()
    {
        using var answer = await PutRawAsync("Queue", """{"MaxPerUser": 0, "MaxConcurrency": 4, "MaxWait": "a while"}""");
        var problem = await answer.IsProblemAsync(HttpStatusCode.BadRequest, "configuration_invalid");
        Assert.Contains("Queue:MaxWait", (string?)problem["detail"], StringComparison.Ordinal);

        using var range = await PutRawAsync("Queue", """{"MaxPerUser": 0, "MaxConcurrency": 4}""");
        Assert.Contains("Queue:MaxPerUser", (string?)(await range.IsProblemAsync(HttpStatusCode.BadRequest, "configuration_invalid"))["detail"], StringComparison.Ordinal);

        using var together = await PutRawAsync("Models", """{"Default": "nobody/nothing"}""");
        Assert.Contains("Models:Default", (string?)(await together.IsProblemAsync(HttpStatusCode.BadRequest, "configuration_invalid"))["detail"], StringComparison.Ordinal);

        await using var db = _server.OpenDatabase();
        Assert.False(await db.ConfigurationOverrides.AnyAsync(Cancellation));
        Assert.Equal(("8", "default"), ValueOf(await GetAsync("config/Queue"), "MaxConcurrency"));
    }

    [Fact]
    public async Task Put_WhatCannotBeChanged_IsRefused()
    {
        using var section = await PutRawAsync("Database", """{"Provider": "SqlServer"}""");
        await section.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        using var setting = await PutRawAsync("Queue", """{"NodeName": "all of them"}""");
        await setting.IsProblemAsync(HttpStatusCode.BadRequest, "setting_unknown");
        using var secret = await PutRawAsync("Models", """{"Endpoints:0:ApiKey": "mine"}""");
        await secret.IsProblemAsync(HttpStatusCode.BadRequest, "setting_unknown");
    }

    [Fact]
    public async Task Get_AnySection_HasNoSecret()
    {
        var text = await _admin.GetStringAsync("/api/v1/config", Cancellation);

        Assert.DoesNotContain("sk-never-shown", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ApiKey", text, StringComparison.Ordinal);
        Assert.Contains("Runs:TotalTimeout", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_Null_LetsWhatIsBelowCountAgain()
    {
        Assert.Equal(("9", "database"), ValueOf(await PutAsync("Queue", """{"MaxQueuedPerUser": 9}"""), "MaxQueuedPerUser"));
        Assert.Equal("7", ValueOf(await PutAsync("Queue", """{"MaxQueuedPerUser": null}"""), "MaxQueuedPerUser").Value);
    }

    [Fact]
    public async Task Undo_ChangedSince_IsAConflict()
    {
        await PutAsync("Queue", """{"MaxPerUser": 3}""");
        await PutAsync("Queue", """{"MaxPerUser": 4}""");
        var first = (await GetAsync("config/Queue/history"))["changes"]!.AsArray()[^1]!;

        using var undone = await _admin.PostAsync($"/api/v1/config/changes/{first["change"]}/undo", content: null, Cancellation);

        await undone.IsProblemAsync(HttpStatusCode.Conflict, "configuration_changed_since");
        Assert.Equal("4", ValueOf(await GetAsync("config/Queue"), "MaxPerUser").Value);
    }

    [Fact]
    public async Task Validate_ValuesInTheQuery_StoresNothing()
    {
        Assert.True((bool)(await GetAsync("config/validate/Runs"))["valid"]!);
        var wrong = await GetAsync("config/validate/Runs?MaxOutputTokens=0");

        Assert.False((bool)wrong["valid"]!);
        Assert.Equal("Runs:MaxOutputTokens", (string?)Assert.Single(wrong["problems"]!.AsArray())!["key"]);
    }

    [Fact]
    public async Task Put_AList_ReplacesTheWholeList()
    {
        await PutAsync("Files", """{"AllowedKinds": ["pdf", "Word"], "Limits:Pages": 10}""");

        var options = _server.Container.GetRequiredService<IOptionsMonitor<FilesOptions>>();
        Assert.Equal([FileKind.Word, FileKind.Pdf], options.CurrentValue.AllowedKinds.Order());
        Assert.Equal(10, options.CurrentValue.Limits.Pages);

        await PutAsync("Files", """{"AllowedKinds": null}""");
        Assert.Empty(options.CurrentValue.AllowedKinds);
    }

    [Fact]
    public async Task Change_OnOneNode_CountsOnTheOtherAndAfterARestart()
    {
        await using var other = await new TestServer { DataDirectory = _server.DataDirectory, Settings = { ["Queue:NodeName"] = "other" } }.StartAsync();
        var there = other.Container.GetRequiredService<IOptionsMonitor<ChatOptions>>();
        Assert.Equal(10_000, there.CurrentValue.MaxMessageLength);

        await PutAsync("Chat", """{"MaxMessageLength": 77}""");

        await Eventually.TrueAsync(() => there.CurrentValue.MaxMessageLength == 77, "the other node has read the change");
        await using var next = await new TestServer { DataDirectory = _server.DataDirectory, Settings = { ["Queue:NodeName"] = "next" } }.StartAsync();
        Assert.Equal(77, next.Container.GetRequiredService<IOptionsMonitor<ChatOptions>>().CurrentValue.MaxMessageLength);
    }

    [Fact]
    public async Task Start_StoredValueThatBreaksARule_IsLeftOutAndSaid()
    {
        await using (var db = _server.OpenDatabase())
        {
            db.ConfigurationOverrides.Add(new() { Key = "Chat:MaxMessageLength", Value = "-1", ChangedBy = "an older version" });
            db.ConfigurationOverrides.Add(new() { Key = "ConnectionStrings:AgentWeb", Value = "elsewhere", ChangedBy = "somebody" });
            await db.SaveChangesAsync(Cancellation);
        }

        await using var next = await new TestServer { DataDirectory = _server.DataDirectory, Settings = { ["Queue:NodeName"] = "next" } }.StartAsync();

        Assert.Equal(10_000, next.Container.GetRequiredService<IOptionsMonitor<ChatOptions>>().CurrentValue.MaxMessageLength);
        Assert.Contains(next.Log.Lines, message => message.Contains("Chat:MaxMessageLength", StringComparison.Ordinal));
        Assert.Null(next.Container.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["ConnectionStrings:AgentWeb"]);
    }

    [Fact]
    public async Task Reload_Files_IsAudited()
    {
        using var answer = await _admin.PostAsync("/api/v1/config/reload", content: null, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await using var db = _server.OpenDatabase();
        Assert.Equal("ada@example.org", (await db.Audit.SingleAsync(e => e.Action == AuditActions.ConfigurationReloaded, Cancellation)).Actor);
    }

    [Fact]
    public async Task Config_NoAdministrator_IsForbidden()
    {
        using var user = await _server.SignInByTokenAsync(await _server.AddUserAsync());
        foreach (var path in new[] { "config", "config/Chat", "config/validate/Chat", "config/Chat/history" })
        {
            using var answer = await user.GetAsync("/api/v1/" + path, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var put = await user.PutAsync("/api/v1/config/Chat", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, put.StatusCode);
    }

    private static (string? Value, string? Source) ValueOf(JsonNode section, string name)
    {
        var setting = section["settings"]!.AsArray().Single(s => (string?)s!["name"] == name)!;
        return ((string?)setting["value"], (string?)setting["source"]);
    }

    private async Task<HttpStatusCode> SendAsync(string message)
    {
        using var answer = await _admin.PostAsJsonAsync("/api/v1/chat", new { message, model = "offline/assistant" }, Cancellation);
        return answer.StatusCode;
    }

    private async Task<JsonNode> GetAsync(string path) => (await _admin.GetFromJsonAsync<JsonNode>("/api/v1/" + path, Cancellation))!;

    private Task<HttpResponseMessage> PutRawAsync(string section, string json) =>
        _admin.PutAsync("/api/v1/config/" + section, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Cancellation);

    private async Task<JsonNode> PutAsync(string section, string json)
    {
        using var answer = await PutRawAsync(section, json);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
