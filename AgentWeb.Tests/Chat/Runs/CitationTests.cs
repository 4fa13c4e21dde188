using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class CitationTests
{
    [Fact]
    public async Task Run_ReplyThatCites_IsStoredToldAndRead()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var file = await host.Contexts.AddFileAsync(ada, "contract.txt", "Rent is due monthly.", "Notice is three months.");
        var sent = await SendAsync(host, ada, file);
        var call = await host.Model.NextCallAsync();
        var log = host.Get<RunRegistry>().Find(sent.RunId)!.Log;

        call.Say("Notice is three months [2]. Bananas are yellow [1]. More [9].").End();
        var reply = await host.EndOfAsync(sent);

        Assert.Equal([(1, 0), (2, 1)], log.Sources.Select(s => (s.Number, s.Passage)));
        Assert.Equal([(2, file.Id, 1)], reply.Citations.Select(c => (c.Number, c.FileId, c.Passage)));
        var told = Assert.Single(await MetadataAsync(log));
        Assert.Equal([(2, "contract.txt", 2)], told.Citations.Select(c => (c.Number, c.FileName, c.Page!.Value)));
        Assert.Equal([2], (await host.TranscriptAsync(ada, sent.ConversationId))[^1].Citations.Select(c => c.Number));
    }

    [Fact]
    public async Task Run_NextQuestion_GetsEarlierRepliesWithoutTheirNumbers()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var sent = await SendAsync(host, ada, await host.Contexts.AddFileAsync(ada, "contract.txt", "Notice is three months."));
        (await host.Model.NextCallAsync()).Say("Notice is three months [1].").End();
        await host.EndOfAsync(sent);

        await host.SendAsync(ada, "And the rent?", sent.ConversationId);
        var call = await host.Model.NextCallAsync();

        Assert.Contains(call.Messages, m => m.Text == "Notice is three months.");
        call.Say("It does not say.").End();
    }

    [Fact]
    public async Task Continue_ReplyThatCites_KeepsItsNumbersAndAddsToThem()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var sent = await SendAsync(host, ada, await host.Contexts.AddFileAsync(ada, "b.txt", "Rent is due monthly.", "Notice is three months."));
        (await host.Model.NextCallAsync()).Say("Notice is three months [2]. And").End("length");
        await host.EndOfAsync(sent);
        await host.Contexts.AttachAsync(sent.ConversationId, sent.UserMessageId, await host.Contexts.AddFileAsync(ada, "new.txt", "Heating costs extra."));

        var continued = await host.Get<ContinueReply>().RunAsync(ada, new(sent.MessageId), CancellationToken.None);
        var call = await host.Model.NextCallAsync();
        call.Say(" rent is due monthly [1].").End();
        var reply = await host.EndOfAsync(continued.Value!);

        Assert.Equal("Notice is three months [2]. And rent is due monthly [1].", reply.Text);
        Assert.Equal([(1, 0), (2, 1)], reply.Citations.Select(c => (c.Number, c.Passage)));
        Assert.Contains("number=\"3\" file=\"new.txt\"", call.Messages[0].Text, StringComparison.Ordinal);

        var shorter = await host.Get<RemoveLastSegment>().RunAsync(ada, sent.MessageId, CancellationToken.None);

        Assert.Equal([2], shorter.Value!.Citations.Select(c => c.Number));
    }

    [Fact]
    public async Task Edit_ReplyThatCites_KeepsWhatIsStillThere()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var sent = await SendAsync(host, ada, await host.Contexts.AddFileAsync(ada, "b.txt", "Rent is due monthly.", "Notice is three months."));
        (await host.Model.NextCallAsync()).Say("Notice is three months [2]. Rent is monthly [1].").End();
        await host.EndOfAsync(sent);

        var edited = await host.Get<EditMessage>().RunAsync(ada, new(sent.MessageId, "Rent is monthly [1]."), CancellationToken.None);

        Assert.Equal([1], (await host.MessageAsync(edited.Value!.MessageId)).Citations.Select(c => c.Number));
    }

    private static async Task<SendReceipt> SendAsync(ChatHost host, Guid owner, StoredFile file)
    {
        var sent = await host.Get<SendMessage>().RunAsync(owner, new("How long is the notice?", FileIds: [file.Id]), CancellationToken.None);
        Assert.True(sent.Succeeded, sent.Error?.Message);
        return sent.Value;
    }

    private static async Task<List<MetadataEvent>> MetadataAsync(RunLog log) =>
        await log.ReadFromAsync(after: null, CancellationToken.None).OfType<MetadataEvent>().ToListAsync();
}
