using AgentWeb.Core.Chat;
using AgentWeb.Core.Results;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat;

public sealed class SendMessageTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"), ("Queue:MaxQueuedPerUser", "5"));
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_NewConversation_StoresMessageReplyAndJobTogether()
    {
        var receipt = await _host.SendAsync(_ada, "  Hello,\r\nworld  ");

        await using var db = await _host.Contexts.CreateDbContextAsync();
        var conversation = await db.Conversations.SingleAsync();
        Assert.Equal((receipt.ConversationId, 2, 2L, "Hello,"), (conversation.Id, conversation.MessageCount, conversation.LastSeq, conversation.Title));
        var messages = await db.Messages.OrderBy(m => m.Seq).ToListAsync();
        Assert.Equal([receipt.UserMessageId, receipt.MessageId], messages.Select(m => m.Id));
        Assert.Equal("  Hello,\nworld  ", messages[0].Text);
        Assert.Equal(receipt.UserMessageId, messages[1].ParentId);
        Assert.Equal(receipt.RunId, (await db.Jobs.SingleAsync()).RunId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task RunAsync_EmptyText_IsRefusedAndNothingIsStored(string? text)
    {
        var error = await RefusedAsync(new(text));

        Assert.Equal("message_empty", error.Code);
        Assert.Contains("10,000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OneCharacterTooLong_IsRefusedWithTheLimit()
    {
        var error = await RefusedAsync(new(new string('x', 10_001)));

        Assert.Equal("message_too_long", error.Code);
        Assert.Contains("10,000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("漢")]
    [InlineData("é")]
    [InlineData("👩")]
    public async Task RunAsync_TenThousandCharactersOfAnyScript_AreAccepted(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 10_000));

        var receipt = await _host.SendAsync(_ada, text);

        Assert.Equal(text, (await _host.MessageAsync(receipt.UserMessageId)).Text);
    }

    [Fact]
    public async Task RunAsync_CharactersNoDatabaseTakes_AreReplaced()
    {
        var receipt = await _host.SendAsync(_ada, "a\0b\ud800c");

        Assert.Equal("a\ufffdb\ufffdc", (await _host.MessageAsync(receipt.UserMessageId)).Text);
    }

    [Fact]
    public async Task RunAsync_SameClientMessageId_GivesTheSameIdsAlsoForANewConversation()
    {
        var input = new SendMessageInput("Hello", ClientMessageId: "c1");

        var first = await SendAsync(input);
        var again = await SendAsync(input);

        Assert.Equal(first with { Status = default, Wait = default }, again with { Status = default, Wait = default });
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(2, await db.Messages.CountAsync());
    }

    [Fact]
    public async Task RunAsync_SameClientMessageIdAtOnce_MakesOneMessage()
    {
        var input = new SendMessageInput("Hello", ClientMessageId: "c1");

        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(input))));

        Assert.Single(receipts.Select(r => r.MessageId).Distinct());
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal((1, 2), (await db.Conversations.CountAsync(), await db.Messages.CountAsync()));
    }

    [Fact]
    public async Task RunAsync_SameClientMessageIdWithAnotherText_IsAConflict()
    {
        await SendAsync(new("Hello", ClientMessageId: "c1"));

        var again = await _host.Get<SendMessage>().RunAsync(_ada, new("Goodbye", ClientMessageId: "c1"), CancellationToken.None);

        Assert.Equal(("client_message_id_reused", ErrorKind.Conflict), (again.Error!.Code, again.Error.Kind));
    }

    [Fact]
    public async Task RunAsync_SentBeforeAndNowAgainstTheRules_IsTheMessageThatIsThere()
    {
        await using var database = new TestDatabase();
        var input = new SendMessageInput(new string('a', 600), ClientMessageId: "c1");
        Guid ada;
        SendReceipt first;
        await using (var before = await ChatHost.StartOnAsync(database))
        {
            ada = await before.AddUserAsync();
            first = (await before.Get<SendMessage>().RunAsync(ada, input, CancellationToken.None)).Value!;
        }

        await using var after = await ChatHost.StartOnAsync(database, ("Chat:MaxMessageLength", "500"));
        var again = await after.Get<SendMessage>().RunAsync(ada, input, CancellationToken.None);
        var another = await after.Get<SendMessage>().RunAsync(ada, input with { ClientMessageId = "c2" }, CancellationToken.None);

        Assert.Equal((first.MessageId, first.RunId), (again.Value?.MessageId, again.Value?.RunId));
        Assert.Equal("message_too_long", another.Error?.Code);
    }

    [Fact]
    public async Task RunAsync_SameClientMessageIdOfAnotherUser_IsAnotherMessage()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var mine = await SendAsync(new("Hello", ClientMessageId: "c1"));

        var theirs = await _host.Get<SendMessage>().RunAsync(bob, new("Hello", ClientMessageId: "c1"), CancellationToken.None);

        Assert.NotEqual(mine.MessageId, theirs.Value!.MessageId);
    }

    [Fact]
    public async Task RunAsync_SomebodyElsesConversation_IsNotFoundAndLeftAlone()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var mine = await _host.SendAsync(_ada, "Hello");

        var theirs = await _host.Get<SendMessage>().RunAsync(bob, new("Hi", mine.ConversationId), CancellationToken.None);

        Assert.Equal("not_found", theirs.Error!.Code);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal((2, 2L), await db.Conversations.Select(c => ValueTuple.Create(c.MessageCount, c.LastSeq)).SingleAsync());
    }

    [Theory]
    [InlineData("temperature_invalid")]
    [InlineData("max_tokens_invalid")]
    [InlineData("model_unknown")]
    [InlineData("client_message_id_invalid")]
    public async Task RunAsync_WrongParameter_IsRefusedByItsName(string code)
    {
        var input = code switch
        {
            "temperature_invalid" => new SendMessageInput("Hi", Temperature: 2.1),
            "max_tokens_invalid" => new("Hi", MaxOutputTokens: 0),
            "model_unknown" => new("Hi", ModelKey: "no/such"),
            _ => new("Hi", ClientMessageId: new string('c', 65)),
        };

        Assert.Equal(code, (await RefusedAsync(input)).Code);
    }

    [Fact]
    public async Task RunAsync_QueueOfTheUserIsFull_IsRefusedAndOthersAreNot()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var running = await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        for (var i = 0; i < 5; i++)
        {
            await _host.SendAsync(_ada, "waits");
        }

        var refused = await _host.Get<SendMessage>().RunAsync(_ada, new("one more", running.ConversationId), CancellationToken.None);

        Assert.Equal(("queue_full", ErrorKind.TooMany, true), (refused.Error!.Code, refused.Error.Kind, refused.Error.Retryable));
        Assert.Equal(2, (await _host.TranscriptAsync(_ada, running.ConversationId)).Count);
        await _host.SendAsync(bob, "mine waits too");
    }

    [Fact]
    public async Task RunAsync_FollowUps_ContinueTheActivePathInOrder()
    {
        var first = await _host.SendAsync(_ada, "one");
        await _host.SendAsync(_ada, "two", first.ConversationId);

        var transcript = await _host.TranscriptAsync(_ada, first.ConversationId);

        Assert.Equal(["one", "", "two", ""], transcript.Select(m => m.Text));
        Assert.Equal([1L, 2, 3, 4], transcript.Select(m => m.Seq));
        Assert.All(transcript.Zip(transcript.Skip(1)), pair => Assert.Equal(pair.First.Id, pair.Second.ParentId));
    }

    [Fact]
    public async Task RunAsync_WithParent_BranchesThereAndMakesTheBranchActive()
    {
        var first = await _host.SendAsync(_ada, "one");
        var second = await _host.SendAsync(_ada, "two", first.ConversationId);

        var branch = await SendAsync(new("other two", first.ConversationId, first.MessageId));

        var transcript = await _host.TranscriptAsync(_ada, first.ConversationId);
        Assert.Equal([first.UserMessageId, first.MessageId, branch.UserMessageId, branch.MessageId], transcript.Select(m => m.Id));

        await SendAsync(new("three", first.ConversationId, second.MessageId));
        Assert.Equal(["one", "", "two", "", "three", ""], (await _host.TranscriptAsync(_ada, first.ConversationId)).Select(m => m.Text));
    }

    [Fact]
    public async Task RunAsync_ParentOfAnotherConversation_IsNotFound()
    {
        var first = await _host.SendAsync(_ada, "one");
        var other = await _host.SendAsync(_ada, "elsewhere");

        var refused = await _host.Get<SendMessage>().RunAsync(_ada, new("two", first.ConversationId, other.MessageId), CancellationToken.None);

        Assert.Equal("not_found", refused.Error!.Code);
        Assert.Equal(2, (await _host.TranscriptAsync(_ada, first.ConversationId)).Count);
    }

    private async Task<SendReceipt> SendAsync(SendMessageInput input)
    {
        var sent = await _host.Get<SendMessage>().RunAsync(_ada, input, CancellationToken.None);
        Assert.True(sent.Succeeded, sent.Error?.Message);
        return sent.Value;
    }

    private async Task<Error> RefusedAsync(SendMessageInput input)
    {
        var sent = await _host.Get<SendMessage>().RunAsync(_ada, input, CancellationToken.None);
        Assert.False(sent.Succeeded);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal((0, 0, 0), (await db.Conversations.CountAsync(), await db.Messages.CountAsync(), await db.Jobs.CountAsync()));
        return sent.Error;
    }
}
