using System.Text;
using AgentWeb.Core.Models.Endpoints;

namespace AgentWeb.Tests.Models.Endpoints;

/// <summary>Reading a token must stay cheap: a server reads thousands of them a second.</summary>
public sealed class AnswerReaderCostTests
{
    private const int Tokens = 2000;

    [Fact]
    public async Task Read_EachToken_AllocatesItsTextAndItsUpdateAndLittleMore()
    {
        var body = new StringBuilder();
        for (var i = 0; i < Tokens; i++)
        {
            body.Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"fake\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},\"finish_reason\":null}]}\n\n");
        }

        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        await ReadAsync(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = await ReadAsync(bytes);
        var perToken = (GC.GetAllocatedBytesForCurrentThread() - before) / Tokens;

        Assert.Equal(Tokens, read);
        Assert.InRange(perToken, 1, 400);
    }

    private static async Task<int> ReadAsync(byte[] bytes)
    {
        var reply = new ReplyBuilder("fake");
        var updates = 0;
        await foreach (var chunk in new AnswerReader(new ChunkedStream(bytes, [4096]), () => { }).ReadAsync(CancellationToken.None))
        {
            updates += reply.Add(chunk) is null ? 0 : 1;
        }

        return updates;
    }
}
