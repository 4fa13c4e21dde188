using System.Net;
using System.Net.Http.Json;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Accounts;

/// <summary>Limits of single accounts act at once.</summary>
public sealed class LimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConcurrentJobs_OfOneUser_CountInPlaceOfTheServers()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxPerUser", "1"));
        var ada = await host.AddUserAsync();
        await host.SendAsync(ada, "one");
        var first = await host.Model.NextCallAsync();
        var second = await host.SendAsync(ada, "two");
        Assert.Equal(JobState.Queued, await StateAsync(host, second.RunId));

        await Limits(host).RunAsync(ada, new(2, null, null, null), Cancellation);

        (await host.Model.NextCallAsync()).Say("second").End();
        first.Say("first").End();
        Assert.Equal(MessageStatus.Complete, (await host.EndOfAsync(second)).Status);
    }

    [Fact]
    public async Task Priority_OfOneUser_IsThatOfTheirJobsAlsoOfThoseThatWait()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        var (ada, bob) = (await host.AddUserAsync(), await host.AddUserAsync("bob@example.test"));
        await host.SendAsync(ada, "holds the slot");
        var holding = await host.Model.NextCallAsync();
        var adas = await host.SendAsync(ada, "waits");
        var bobs = await host.SendAsync(bob, "waits too");

        await Limits(host).RunAsync(bob, new(null, JobPriority.High, null, null), Cancellation);
        await Limits(host).RunAsync(ada, new(null, JobPriority.Low, null, null), Cancellation);

        await using var db = await host.Contexts.CreateDbContextAsync(Cancellation);
        Assert.Equal(JobPriority.High, (await db.Jobs.SingleAsync(j => j.RunId == bobs.RunId, Cancellation)).Priority);
        Assert.Equal(JobPriority.Low, (await db.Jobs.SingleAsync(j => j.RunId == adas.RunId, Cancellation)).Priority);
        var later = await host.SendAsync(ada, "later");
        Assert.Equal(JobPriority.Low, (await db.Jobs.SingleAsync(j => j.RunId == later.RunId, Cancellation)).Priority);
        holding.End();
    }

    [Fact]
    public async Task TokensPerDay_Used_RefuseUntilTheNextDay()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        await host.AnsweredAsync(ada, "How many?", "Several words of an answer.");
        Assert.Null((await Limits(host).RunAsync(ada, new(null, null, 1, null), Cancellation)).Error);

        var refused = await host.Get<SendMessage>().RunAsync(ada, new("more"), Cancellation);

        Assert.Equal("daily_tokens_used", refused.Error?.Code);
        Assert.Contains("midnight UTC", refused.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Error.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromDays(1));
        await Limits(host).RunAsync(ada, new(null, null, 1_000_000, null), Cancellation);
        await host.AnsweredAsync(ada, "more", "Yes.");
    }

    [Fact]
    public async Task TokensPerDay_ConversationDeleted_StayUsed()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        await host.AnsweredAsync(ada, "How many?", "Several words of an answer.");
        await Limits(host).RunAsync(ada, new(null, null, 1, null), Cancellation);
        await using (var db = await host.Contexts.CreateDbContextAsync(Cancellation))
        {
            await db.Conversations.IgnoreQueryFilters().Where(c => c.OwnerId == ada).ExecuteDeleteAsync(Cancellation);
            Assert.False(await db.Jobs.AnyAsync(j => j.OwnerId == ada, Cancellation));
        }

        var refused = await host.Get<SendMessage>().RunAsync(ada, new("more"), Cancellation);

        Assert.Equal("daily_tokens_used", refused.Error?.Code);
    }

    [Fact]
    public async Task Storage_OfOneUser_CountsInPlaceOfTheServers()
    {
        await using var host = await FilesHost.StartAsync();
        var ada = await host.AddUserAsync();
        await new ChangeLimits(host.Contexts, host.Get<Core.Audit.AuditTrail>()).RunAsync(ada, new(null, null, null, 10), Cancellation);

        var refused = await host.TryUploadAsync(ada, "long.txt", "More than ten characters.");

        Assert.Equal("file_quota_reached", refused.Error?.Code);
        Assert.Equal(10, (await host.Get<ReadFileUsage>().RunAsync(ada, Cancellation)).Quota);
        await host.UploadAsync(ada, "short.txt", "short");
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(1001, null, null)]
    [InlineData(null, -1L, null)]
    [InlineData(null, null, -1L)]
    public async Task Limits_ThatMakeNoSense_AreRefused(int? jobs, long? tokens, long? bytes)
    {
        await using var host = await ChatHost.StartAsync();
        var changed = await Limits(host).RunAsync(await host.AddUserAsync(), new(jobs, null, tokens, bytes), Cancellation);
        Assert.Equal("limits_invalid", changed.Error?.Code);
    }

    [Fact]
    public async Task Send_FasterThanTheRate_IsRefusedWithAWaitByPageAndProgramAlike()
    {
        await using var server = await new TestServer
        {
            Settings = { ["RateLimits:Send"] = "2", ["RateLimits:Upload"] = "1", ["RateLimits:Api"] = "8", ["Models:DiscoverOllama"] = "false" },
        }.StartAsync();
        await server.AddAdministratorAsync();
        var user = await server.AddUserAsync();
        using var client = await server.SignInByTokenAsync(user);
        using var first = await client.PostAsJsonAsync("/api/v1/chat", new { message = "one" }, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        var send = (SendMessage)server.Container.GetService(typeof(SendMessage))!;
        Assert.True((await send.RunAsync(user.Id, new("two, from a page"), Cancellation)).Succeeded);

        using var refused = await client.PostAsJsonAsync("/api/v1/chat", new { message = "three" }, Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "send_rate_limited");
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), null), 1, 60);

        using var uploaded = await UploadAsync(client);
        Assert.Equal(HttpStatusCode.Accepted, uploaded.StatusCode);
        using var tooMany = await UploadAsync(client);
        await tooMany.IsProblemAsync(HttpStatusCode.TooManyRequests, "upload_rate_limited");

        HttpResponseMessage last;
        do
        {
            last = await client.GetAsync("/api/v1/sessions", Cancellation);
        }
        while (last.IsSuccessStatusCode);
        await last.IsProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.True(last.Headers.Contains("Retry-After"));
        using var other = await server.SignInByTokenAsync(await server.AddUserAsync());
        using var theirs = await other.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.OK, theirs.StatusCode);
        using var health = await client.GetAsync("/health/live", Cancellation);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client)
    {
        using var form = new MultipartFormDataContent { { new StringContent("some text"), "file", "a.txt" } };
        return await client.PostAsync("/api/v1/files/upload", form, Cancellation);
    }

    private static ChangeLimits Limits(ChatHost host) => new(host.Contexts, host.Get<Core.Audit.AuditTrail>());

    private static async Task<JobState> StateAsync(ChatHost host, Guid runId)
    {
        await using var db = await host.Contexts.CreateDbContextAsync(Cancellation);
        return await db.Jobs.Where(j => j.RunId == runId).Select(j => j.State).SingleAsync(Cancellation);
    }
}
