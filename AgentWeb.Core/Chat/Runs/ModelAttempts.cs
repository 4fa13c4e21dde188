using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Asks a model, again where that may help: three attempts with growing, scattered delays or the one the server asks for, and only until
/// the first token is there. A server that keeps failing is left alone for a while; who asks meanwhile waits for that.
/// </summary>
internal sealed class ModelAttempts
{
    /// <summary>Requests in all.</summary>
    public const int Most = 3;

    private static readonly ResiliencePropertyKey<Action<RetryEvent>> Announce = new("announce");

    private readonly IChatClients _clients;
    private readonly EndpointBreakers _breakers;
    private readonly GenerationMeters _meters;
    private readonly IOptionsMonitor<RunsOptions> _options;
    private readonly ResiliencePipeline<OpenedReply> _retries;

    public ModelAttempts(
        IChatClients clients, EndpointBreakers breakers, GenerationMeters meters, IOptionsMonitor<RunsOptions> options, TimeProvider time)
    {
        (_clients, _breakers, _meters, _options) = (clients, breakers, meters, options);
        _retries = new ResiliencePipelineBuilder<OpenedReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<OpenedReply>
            {
                MaxRetryAttempts = Most - 1,
                ShouldHandle = args => ValueTask.FromResult(MayHelp(args.Outcome.Exception)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(DelayBefore(args.AttemptNumber, args.Outcome.Exception)),
                OnRetry = args =>
                {
                    var delay = (long)args.RetryDelay.TotalMilliseconds;
                    args.Context.Properties.GetValue(Announce, _ => { })(new RetryEvent(args.AttemptNumber + 1, Most, delay));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Asks until the first token is there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="messages">What it gets.</param>
    /// <param name="request">How it is asked.</param>
    /// <param name="onRetry">Called before each further attempt, before its delay.</param>
    /// <param name="cancellationToken">Ends asking and reading.</param>
    /// <exception cref="ModelException">No attempt led to a token.</exception>
    public async Task<OpenedReply> OpenAsync(
        ModelDescriptor model, IReadOnlyList<ChatMessage> messages, Microsoft.Extensions.AI.ChatOptions request, Action<RetryEvent> onRetry,
        CancellationToken cancellationToken)
    {
        if (model.IsOffline)
        {
            return await AskAsync(model, messages, request, cancellationToken);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Announce, retry =>
        {
            _meters.Retried(model.Key);
            onRetry(retry);
        });
        try
        {
            var breaker = _breakers.Of(model.Endpoint);
            return await _retries.ExecuteAsync(
                async ctx => await breaker.ExecuteAsync(
                    async cancellation => await AskAsync(model, messages, request, cancellation), ctx.CancellationToken),
                context);
        }
        catch (BrokenCircuitException open)
        {
            throw new ModelException(
                ModelErrorCode.Unavailable,
                $"The model server “{model.Endpoint}” failed several times in a row and is left alone for a few seconds. Try again, or choose another model.",
                open)
            {
                Retryable = true,
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<OpenedReply> AskAsync(
        ModelDescriptor model, IReadOnlyList<ChatMessage> messages, Microsoft.Extensions.AI.ChatOptions request, CancellationToken cancellationToken)
    {
        var client = _clients.For(model);
        return await OpenedReply.OpenAsync(client.GetStreamingResponseAsync(messages, request, cancellationToken), cancellationToken);
    }

    private bool MayHelp(Exception? failure) => failure switch
    {
        BrokenCircuitException => true,
        ModelException model => model.Retryable && !(model.RetryAfter > _options.CurrentValue.MaxRetryAfter),
        _ => false,
    };

    /// <summary>
    /// What the server asks for, or what is left of its rest; else doubling from <c>Runs:RetryDelay</c>, spread by a quarter so that many
    /// who failed together do not come back together.
    /// </summary>
    private TimeSpan DelayBefore(int retry, Exception? failure) => failure switch
    {
        ModelException { RetryAfter: { } asked } => asked,
        BrokenCircuitException { RetryAfter: { } rest } => rest + Spread(TimeSpan.FromMilliseconds(200)),
        _ => Spread(_options.CurrentValue.RetryDelay * Math.Pow(2, retry)),
    };

    private static TimeSpan Spread(TimeSpan delay) => delay * (0.75 + (Random.Shared.NextDouble() / 2));
}
