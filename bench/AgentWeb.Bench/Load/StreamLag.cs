using System.Diagnostics;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Load;

/// <summary>How long tokens took from the model server's write to the client.</summary>
internal static class StreamLag
{
    /// <summary>The lags in milliseconds of the tokens that were sent in a span of time.</summary>
    /// <param name="arrivals">When the client had which length.</param>
    /// <param name="sent">When the model server sent which length.</param>
    /// <param name="from">Beginning of the span.</param>
    /// <param name="to">Its end.</param>
    public static IEnumerable<double> Of(IReadOnlyList<(long Timestamp, int Length)> arrivals, IReadOnlyList<SentToken> sent, long from, long to) =>
        SamplesOf(arrivals, sent, from, to).Select(sample => sample.Lag);

    /// <summary>The same with when each was sent, in <see cref="Stopwatch"/> ticks.</summary>
    public static IEnumerable<(long At, double Lag)> SamplesOf(
        IReadOnlyList<(long Timestamp, int Length)> arrivals, IReadOnlyList<SentToken> sent, long from, long to)
    {
        var at = 0;
        foreach (var token in sent)
        {
            while (at < arrivals.Count && arrivals[at].Length < token.EndOffset)
            {
                at++;
            }

            if (at == arrivals.Count)
            {
                yield break; // Lost: the text is compared too.
            }

            if (token.Timestamp >= from && token.Timestamp < to)
            {
                yield return (token.Timestamp, (arrivals[at].Timestamp - token.Timestamp) * 1000.0 / Stopwatch.Frequency);
            }
        }
    }
}
