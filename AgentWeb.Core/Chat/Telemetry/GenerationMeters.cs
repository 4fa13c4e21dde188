using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Telemetry;

namespace AgentWeb.Core.Chat.Telemetry;

/// <summary>
/// What generations cost in time, as instruments of the meter <c>AgentWeb</c>. Names and units follow the semantic conventions for
/// generative AI where they have one: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/.
/// </summary>
public sealed class GenerationMeters : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _timeToFirstToken;
    private readonly Histogram<double> _tokensPerSecond;
    private readonly Histogram<double> _queueWait;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _retries;

    /// <summary>Makes the instruments.</summary>
    public GenerationMeters(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _timeToFirstToken = _meter.CreateHistogram<double>("gen_ai.client.operation.time_to_first_chunk", "s", "From picked to the first token");
        _tokensPerSecond = _meter.CreateHistogram<double>("agentweb.generation.tokens_per_second", "{token}/s", "From the first token to the last");
        _queueWait = _meter.CreateHistogram<double>("agentweb.queue.wait", "s", "From standing in line to picked");
        _duration = _meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "From picked to ended");
        _ended = _meter.CreateCounter<long>("agentweb.generation.ended", "{run}", "Runs that ended, by outcome");
        _retries = _meter.CreateCounter<long>("agentweb.generation.retries", "{request}", "Requests to a model beyond the first");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Started(TimeSpan waited, string model) => _queueWait.Record(waited.TotalSeconds, Model(model));

    internal void Retried(string model) => _retries.Add(1, Model(model));

    internal void Lasted(TimeSpan duration, string model) => _duration.Record(duration.TotalSeconds, Model(model));

    internal void Ended(RunResult result)
    {
        var tags = new TagList { { "outcome", RunStatusNames.Of(result.Outcome.Status) } };
        if (result.Outcome.Failure is { } failure)
        {
            tags.Add("error.type", failure.Code);
        }

        _ended.Add(1, tags);
        if (result.Timing.TimeToFirstToken is { } first)
        {
            _timeToFirstToken.Record(first.TotalSeconds);
        }

        if (result.TokensPerSecond is { } rate)
        {
            _tokensPerSecond.Record(rate);
        }
    }

    private static KeyValuePair<string, object?> Model(string key) => new("gen_ai.request.model", key);
}
