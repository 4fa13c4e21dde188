using System.Threading.Channels;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Fakes;

/// <summary>One request to a <see cref="ScriptedModel"/>.</summary>
public sealed class ScriptedCall(ModelDescriptor model, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateBounded<ChatResponseUpdate>(100_000);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ModelDescriptor Model { get; } = model;

    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    public ChatOptions? Options { get; } = options;

    /// <summary>Ends when the caller has closed the request.</summary>
    public Task Closed => _closed.Task;

    public ChannelReader<ChatResponseUpdate> Updates => _updates.Reader;

    public ScriptedCall Say(params ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens)
        {
            Assert.True(_updates.Writer.TryWrite(new(ChatRole.Assistant, token)));
        }

        return this;
    }

    public ScriptedCall Think(string text)
    {
        Assert.True(_updates.Writer.TryWrite(new(ChatRole.Assistant, [new TextReasoningContent(text)])));
        return this;
    }

    public ScriptedCall Count(int input, int output)
    {
        var usage = new UsageContent(new() { InputTokenCount = input, OutputTokenCount = output });
        Assert.True(_updates.Writer.TryWrite(new(ChatRole.Assistant, [usage])));
        return this;
    }

    public void End(string finishReason = "stop")
    {
        Assert.True(_updates.Writer.TryWrite(new(ChatRole.Assistant, []) { FinishReason = new ChatFinishReason(finishReason) }));
        _updates.Writer.Complete();
    }

    public void Fail(Exception failure) => _updates.Writer.Complete(failure);

    internal void MarkClosed() => _closed.TrySetResult();
}
