using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Asks a model server that exists only in memory before anybody asks a real one: the first message after a start would otherwise
/// wait for the HTTP client, the OpenAI client, the attempts and the reader to be compiled, about 200 ms. No connection is made.
/// </summary>
internal sealed partial class EndpointRehearsal(
    GenerationMeters meters, IOptionsMonitor<RunsOptions> options, ILogger<EndpointRehearsal> logger, TimeProvider time) : IWarmUp
{
    private const string Name = "rehearsal";

    private static readonly Uri Nowhere = new("http://rehearsal.invalid/v1");
    private static readonly ModelDescriptor Model = new() { Key = ModelDescriptor.KeyOf(Name, Name), Id = Name, Name = Name, Endpoint = Name };

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            LogHeard(logger, await AskAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
        }
    }

    /// <summary>Asks, and gives the whole answer.</summary>
    internal async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        using var connection = new EndpointConnection(Name, Nowhere, apiKey: null, TimeSpan.FromSeconds(1), new RecordedAnswer());
        using var client = new OpenAICompatibleChatClient(connection, Name, NullLogger.Instance, time);
        var attempts = new ModelAttempts(new OneClient(client), new EndpointBreakers(time), meters, options, time);
        await using var reply = await attempts.OpenAsync(Model, [new ChatMessage(ChatRole.User, "2 + 2")], new(), _ => { }, cancellationToken);
        var text = "";
        await foreach (var update in reply.ReadAsync(cancellationToken))
        {
            text += update.Text;
        }

        return text;
    }

    [LoggerMessage(Level = LogLevel.Trace, Message = "Rehearsed the answer {Answer}")]
    private static partial void LogHeard(ILogger logger, string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rehearsal with a model server failed; the first message may take a little longer")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    private sealed class OneClient(IChatClient client) : IChatClients
    {
        public IChatClient For(ModelDescriptor model) => client;
    }
}
