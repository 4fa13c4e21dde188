using System.Collections.Concurrent;
using AgentWeb.Core.Models;
using Polly;
using Polly.CircuitBreaker;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// One circuit breaker per endpoint: after six requests within half a minute of which four in five failed, the endpoint is left alone for
/// five seconds; then one request tries it. Only failures of the server itself count, not those of a request.
/// </summary>
public sealed class EndpointBreakers(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Breaker> _breakers = new(StringComparer.Ordinal);

    /// <summary>Whether the endpoint is being left alone now.</summary>
    public bool IsOpen(string endpoint) =>
        _breakers.TryGetValue(endpoint, out var breaker) && breaker.State.CircuitState == CircuitState.Open;

    internal ResiliencePipeline Of(string endpoint) => _breakers.GetOrAdd(endpoint, _ => Make()).Pipeline;

    private Breaker Make()
    {
        var state = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.8,
                MinimumThroughput = 6,
                SamplingDuration = Window,
                BreakDuration = Rest,
                StateProvider = state,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is ModelException failure
                    && (failure.Code == ModelErrorCode.Server || failure.Code == ModelErrorCode.Network || failure.Code == ModelErrorCode.Timeout)),
            })
            .Build();
        return new(pipeline, state);
    }

    private sealed record Breaker(ResiliencePipeline Pipeline, CircuitBreakerStateProvider State);
}
