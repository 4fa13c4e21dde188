using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// The storage takes no changes for a while. Reading goes on, what streams goes on, a message that cannot be stored is refused by a
/// sentence, and once the storage is back everything is stored.
/// </summary>
public abstract class UnwritableStorage(FaultStage stage) : FaultTest(stage)
{
    [Fact]
    public async Task Unwritable_RefusesMessagesByASentence_AndStoresWhatStreamedOnceItIsBack()
    {
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 120, tokensPerSecond: 40) with { Gate = gate, GateAfter = 20 });
        var streaming = await Ann.AskAsync("Go on while nothing can be written.");
        var request = await RequestAsync(streaming);
        await request.WaitForTokensAsync(10, Invariants.Deadline);

        var refused = new Outgoing("Sent while nothing can be written.");
        await TakeAwayAsync();
        gate.Open();
        try
        {
            using var answer = await Ann.TryAskAsync(refused);
            var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable", true), (answer.StatusCode, (string)problem!["code"]!, (bool)problem["retryable"]!));
            Assert.Contains("Try again", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.NotEmpty(await Ann.HistoryAsync(streaming.SessionId));
            await request.WaitForEndAsync(Invariants.Deadline);
            Assert.True(request.Completed);
        }
        finally
        {
            await GiveBackAsync();
        }

        Assert.Equal("done", (string)(await Ann.FollowAsync(streaming))[^1]["type"]!);
        Assert.Equal(request.Script.Text, (string)(await Ann.ReplyAsync(streaming))["content"]!);
        Assert.True(await Ann.SendAsync(refused));
        await NothingIsLostAsync();
    }

    /// <summary>Nothing can be written from now on.</summary>
    protected abstract Task TakeAwayAsync();

    /// <summary>Everything can be written again.</summary>
    protected abstract Task GiveBackAsync();
}
