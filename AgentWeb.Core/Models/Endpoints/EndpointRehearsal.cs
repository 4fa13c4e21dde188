using AgentWeb.Core.Startup;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Asks a model server that exists only in memory before anybody asks a real one: the first message after a start would otherwise
/// wait for the HTTP client, the OpenAI client and the reader to be compiled, about 150 ms. No connection is made.
/// </summary>
internal sealed partial class EndpointRehearsal(ILogger<EndpointRehearsal> logger, TimeProvider time) : IWarmUp
{
    private static readonly Uri Nowhere = new("http://rehearsal.invalid/v1");

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new EndpointConnection("rehearsal", Nowhere, apiKey: null, TimeSpan.FromSeconds(1), new RecordedAnswer());
            using var client = new OpenAICompatibleChatClient(connection, "rehearsal", logger, time);
            await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "2 + 2")], options: null, cancellationToken))
            {
                LogHeard(logger, update.Contents.Count);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Trace, Message = "Rehearsed an update with {Count} contents")]
    private static partial void LogHeard(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rehearsal with a model server failed; the first message may take a little longer")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
