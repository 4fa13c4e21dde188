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

    /// <summary>Raised after an endpoint began or ended to be left alone, on whatever thread found it: whoever listens does its work elsewhere.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether the endpoint is being left alone now.</summary>
    public bool IsOpen(string endpoint) => _breakers.TryGetValue(endpoint, out var breaker) && breaker.IsOpen;

    internal ResiliencePipeline Of(string endpoint) => _breakers.GetOrAdd(endpoint, _ => new Breaker(time, Tell)).Pipeline;

    private void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    private sealed class Breaker
    {
        /// <summary>The clock that ends the rest and the timer that tells of it are not the same one.</summary>
        private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

        private readonly CircuitBreakerStateProvider _state = new();
        private readonly TimeProvider _time;
        private readonly Action _tell;
        private long _restEnds;
        private ITimer? _end;

        public Breaker(TimeProvider time, Action tell)
        {
            (_time, _tell) = (time, tell);
            Pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
                .AddCircuitBreaker(new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.8,
                    MinimumThroughput = 6,
                    SamplingDuration = Window,
                    BreakDuration = Rest,
                    StateProvider = _state,
                    OnOpened = args => Opened(args.BreakDuration),
                    OnHalfOpened = _ => Told(),
                    OnClosed = _ => Told(),
                    ShouldHandle = args => ValueTask.FromResult(
                        args.Outcome.Exception is ModelException failure
                        && (failure.Code == ModelErrorCode.Server || failure.Code == ModelErrorCode.Network || failure.Code == ModelErrorCode.Timeout)),
                })
                .Build();
        }

        public ResiliencePipeline Pipeline { get; }

        /// <summary>Polly calls it open until somebody asks; when its rest is over nobody is kept from that.</summary>
        public bool IsOpen => _state.CircuitState == CircuitState.Open && _time.GetUtcNow().UtcTicks < Volatile.Read(ref _restEnds);

        private ValueTask Opened(TimeSpan rest)
        {
            Volatile.Write(ref _restEnds, (_time.GetUtcNow() + rest).UtcTicks);
            _end?.Dispose();
            _end = _time.CreateTimer(static tell => ((Action)tell!)(), _tell, rest + Margin, Timeout.InfiniteTimeSpan);
            return Told();
        }

        private ValueTask Told()
        {
            _tell();
            return ValueTask.CompletedTask;
        }
    }
}
