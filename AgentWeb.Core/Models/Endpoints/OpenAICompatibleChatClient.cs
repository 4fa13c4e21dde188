using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Talks to a model of any server that speaks the chat completions protocol. It uses the protocol method of the official client, which
/// leaves the body of request and answer to us: its typed one refuses what other servers than OpenAI's send.
/// </summary>
internal sealed class OpenAICompatibleChatClient(EndpointConnection connection, string model, ILogger logger, TimeProvider time) : IChatClient
{
    private readonly OpenAI.Chat.ChatClient _client = connection.ClientOf(model);
    private readonly ModelErrors _errors = new(connection.Name, model, logger, time);

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
        var conversation = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var body = RequestBody.Write(options?.ModelId ?? model, conversation, options, LimitField());
        await using var call = new UpstreamCall(_client, _errors, cancellationToken);
        await call.SendAsync(body);

        var reply = new ReplyBuilder(model);
        while (await call.NextAsync(reply) is { } chunk)
        {
            if (reply.Add(chunk) is { } update)
            {
                yield return update;
            }
        }

        yield return reply.Finish(EstimatedUsage.OfInput(conversation));
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(connection.Name, connection.BaseUrl, model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Does nothing: the connections belong to the endpoint.</summary>
    public void Dispose()
    {
    }

    /// <summary>OpenAI refuses the old name for its newer models, and others do not know the new one.</summary>
    private string LimitField() =>
        connection.BaseUrl.Host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase)
        || connection.BaseUrl.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase)
            ? "max_completion_tokens"
            : "max_tokens";
}
