using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Offline;

/// <summary>The built-in assistant behind the interface of a model. It streams word by word at a pace one can read.</summary>
internal sealed class OfflineChatClient(OfflineBrain brain, IOptionsMonitor<ModelsOptions> settings, TimeProvider time) : IChatClient
{
    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var conversation = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var answer = brain.Answer(conversation, time.GetLocalNow());
        var pace = new WordPace(settings.CurrentValue.Offline.TokensPerSecond, time);
        var id = $"offline-{Guid.CreateVersion7():N}";
        var limit = options?.MaxOutputTokens ?? int.MaxValue;
        var finish = ChatFinishReason.Stop;
        var tokens = 0;

        foreach (var word in WordSplitter.Split(answer.Reasoning ?? ""))
        {
            await pace.NextAsync(cancellationToken);
            tokens += TokensOf(word);
            yield return Update(id, new TextReasoningContent(word));
        }

        foreach (var word in WordSplitter.Split(answer.Text))
        {
            if (tokens + TokensOf(word) > limit)
            {
                finish = ChatFinishReason.Length;
                break;
            }

            await pace.NextAsync(cancellationToken);
            tokens += TokensOf(word);
            yield return Update(id, new TextContent(word));
        }

        var last = Update(id, EstimatedUsage.Of(EstimatedUsage.OfInput(conversation), tokens));
        last.FinishReason = finish;
        yield return last;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(OfflineAssistant.Endpoint, providerUri: null, OfflineAssistant.Id)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Does nothing: there is nothing to release.</summary>
    public void Dispose()
    {
    }

    private static int TokensOf(string word) => Math.Max(1, TokenEstimate.Of(word));

    private static ChatResponseUpdate Update(string id, AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = id,
        MessageId = id,
        ModelId = OfflineAssistant.Id,
    };
}
