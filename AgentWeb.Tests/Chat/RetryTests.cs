using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat;

/// <summary>What happens when a model server fails before its first token.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;

    public static TheoryData<string> NeverRetried => ["upstream_authentication", "upstream_quota", "context_too_long", "content_filter"];

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Runs:RetryDelay", "00:00:00.001"), ("Queue:MaxPerUser", "8"));
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_ServerFailsTwice_IsAskedAgainAndEveryAttemptIsAnnounced()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(Failure(ModelErrorCode.Server));
        (await _host.Model.NextCallAsync()).Fail(Failure(ModelErrorCode.RateLimit, TimeSpan.FromMilliseconds(7)));
        (await _host.Model.NextCallAsync()).Say("Here I am").End();

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal((MessageStatus.Complete, "Here I am"), (reply.Status, reply.Text));
        var retries = (await EventsAsync(sent)).OfType<RetryEvent>().ToList();
        Assert.Equal([(1, 3), (2, 3)], retries.Select(r => (r.Attempt, r.MaxAttempts)));
        Assert.Equal(7, retries[1].DelayMs);
        Assert.Equal(2, (await _host.JobAsync(sent.RunId)).Retries);
    }

    [Fact]
    public async Task Run_ServerFailsThreeTimes_EndsWithItsError()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        for (var i = 0; i < ModelAttempts.Most; i++)
        {
            (await _host.Model.NextCallAsync()).Fail(Failure(ModelErrorCode.Server));
        }

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal((MessageStatus.Error, "upstream_server"), (reply.Status, reply.ErrorCode));
        Assert.False(_host.Model.HasUnreadCall);
    }

    [Theory]
    [MemberData(nameof(NeverRetried))]
    public async Task Run_FailureThatStays_IsNotRetried(string code)
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(new ModelException(CodeOf(code), "No."));

        Assert.Equal((MessageStatus.Error, code), await StatusAsync(sent));
        Assert.False(_host.Model.HasUnreadCall);
    }

    [Fact]
    public async Task Run_ServerAsksToWaitTooLong_EndsAtOnce()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(Failure(ModelErrorCode.RateLimit, TimeSpan.FromHours(1)));

        Assert.Equal((MessageStatus.Error, "upstream_rate_limit"), await StatusAsync(sent));
    }

    [Fact]
    public async Task Run_DropAfterTheFirstToken_IsInterruptedAndNotRetried()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        var call = await _host.Model.NextCallAsync();
        call.Say("so far").Fail(Failure(ModelErrorCode.Interrupted));

        Assert.Equal((MessageStatus.Interrupted, "upstream_interrupted"), await StatusAsync(sent));
        Assert.Equal("so far", (await _host.MessageAsync(sent.MessageId)).Text);
        Assert.False(_host.Model.HasUnreadCall);
    }

    [Fact]
    public async Task Run_StoppedBetweenAttempts_IsStopped()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(Failure(ModelErrorCode.RateLimit, TimeSpan.FromSeconds(50)));
        await Eventually.TrueAsync(async () => (await EventsSoFarAsync(sent)).Any(e => e is RetryEvent), "the retry is announced");

        var stopped = await _host.Get<StopRun>().RunAsync(_ada, new(RunId: sent.RunId), CancellationToken.None);

        Assert.Equal(MessageStatus.Stopped, stopped.Value!.Status);
        Assert.False(_host.Model.HasUnreadCall);
    }

    [Fact]
    public async Task Breaker_EndpointKeepsFailing_IsLeftAloneAndThenTriedAgain()
    {
        for (var message = 0; message < 2; message++)
        {
            var failing = await _host.SendAsync(_ada, "Hello");
            for (var i = 0; i < ModelAttempts.Most; i++)
            {
                (await _host.Model.NextCallAsync()).Fail(Failure(ModelErrorCode.Server));
            }

            await _host.EndOfAsync(failing);
        }

        Assert.True(_host.Get<EndpointBreakers>().IsOpen("test"));
        var patient = await _host.SendAsync(_ada, "Hello again");
        await Eventually.TrueAsync(async () => (await EventsSoFarAsync(patient)).Any(e => e is RetryEvent { DelayMs: > 1000 }), "it waits for the rest");
        Assert.False(_host.Model.HasUnreadCall);

        (await _host.Model.NextCallAsync()).Say("Back").End();
        Assert.Equal("Back", (await _host.EndOfAsync(patient)).Text);
        Assert.False(_host.Get<EndpointBreakers>().IsOpen("test"));
    }

    [Fact]
    public async Task Run_ModelDoesNotEnd_IsCutAtTheLimitAndCanBeContinued()
    {
        var sent = await _host.Get<SendMessage>().RunAsync(_ada, new("Hello", MaxOutputTokens: 5), CancellationToken.None);
        var call = await _host.Model.NextCallAsync();
        call.Say([.. Enumerable.Repeat("word ", 50)]);

        var reply = await _host.EndOfAsync(sent.Value!);

        Assert.Equal((MessageStatus.Complete, "length", true), (reply.Status, reply.FinishReason, reply.CanContinue));
        Assert.Equal(6, reply.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(call.Closed.IsCompleted);
    }

    private static ModelException Failure(ModelErrorCode code, TimeSpan? retryAfter = null) =>
        new(code, "The model server failed.") { Retryable = true, RetryAfter = retryAfter };

    private static ModelErrorCode CodeOf(string code) => new[]
    {
        ModelErrorCode.Authentication, ModelErrorCode.Quota, ModelErrorCode.ContextTooLong, ModelErrorCode.ContentFilter,
    }.Single(c => c.Value == code);

    private async Task<(MessageStatus Status, string? Code)> StatusAsync(SendReceipt sent)
    {
        var reply = await _host.EndOfAsync(sent);
        return (reply.Status, reply.ErrorCode);
    }

    private async Task<List<RunEvent>> EventsAsync(SendReceipt sent) =>
        await (await _host.Get<OpenRun>().RunAsync(_ada, sent.RunId, CancellationToken.None)).Value!.ReadFromAsync(after: null).ToListAsync();

    private async Task<List<RunEvent>> EventsSoFarAsync(SendReceipt sent)
    {
        var log = (await _host.Get<OpenRun>().RunAsync(_ada, sent.RunId, CancellationToken.None)).Value!;
        return await log.ReadFromAsync(after: null).Take((int)log.LastNumber).ToListAsync();
    }
}
