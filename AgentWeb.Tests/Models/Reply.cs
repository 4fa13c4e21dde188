using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models;

/// <summary>A whole streamed answer, and how it ended.</summary>
internal sealed record Reply
{
    public string Text { get; private set; } = "";

    public string Reasoning { get; private set; } = "";

    public List<FunctionCallContent> Calls { get; } = [];

    public UsageContent? Usage { get; private set; }

    public ChatFinishReason? Finish { get; private set; }

    public ModelException? Failure { get; private set; }

    public int Updates { get; private set; }

    public static async Task<Reply> ReadAsync(IChatClient client, string message = "hello", ChatOptions? options = null)
    {
        var reply = new Reply();
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, message)], options, TestContext.Current.CancellationToken))
            {
                reply.Add(update);
            }
        }
        catch (ModelException failure)
        {
            reply.Failure = failure;
        }

        return reply;
    }

    private void Add(ChatResponseUpdate update)
    {
        Updates++;
        Text += update.Text;
        Reasoning += string.Concat(update.Contents.OfType<TextReasoningContent>().Select(content => content.Text));
        Calls.AddRange(update.Contents.OfType<FunctionCallContent>());
        Usage = update.Contents.OfType<UsageContent>().LastOrDefault() ?? Usage;
        Finish = update.FinishReason ?? Finish;
    }
}
