using AgentWeb.Core.Models.Endpoints;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentWeb.Tests.Models.Endpoints;

public sealed class EndpointRehearsalTests
{
    [Fact]
    public async Task RecordedAnswer_Asked_GivesAWholeReplyWithoutANetwork()
    {
        using var connection = new EndpointConnection("rehearsal", new Uri("http://rehearsal.invalid/v1"), apiKey: null, TimeSpan.FromSeconds(1), new RecordedAnswer());
        using var client = new OpenAICompatibleChatClient(connection, "m", NullLogger.Instance, TimeProvider.System);

        var reply = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "2 + 2")]);

        Assert.Equal(("4", ChatFinishReason.Stop, 1L), (reply.Text, reply.FinishReason, reply.Usage!.OutputTokenCount));
    }
}
