using System.Diagnostics;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>How long each token took from the model server's write to the page.</summary>
internal static class TokenLatency
{
    /// <summary>The latencies in milliseconds, one for each token.</summary>
    /// <param name="script">What was sent: plain text without marks, so that characters shown can be counted.</param>
    /// <param name="request">When its tokens left.</param>
    /// <param name="record">What the page showed.</param>
    /// <param name="offset">From the page's clock to ours.</param>
    /// <exception cref="InvalidOperationException">A token was never shown.</exception>
    public static double[] Of(ModelScript script, RecordedRequest request, PageRecord record, ClockOffset offset)
    {
        var text = script.Text;
        var sent = request.Tokens;
        var latencies = new double[sent.Count];
        for (int token = 0, seen = 0; token < sent.Count; token++)
        {
            // White space at the end of a paragraph is shown with the word behind it.
            var end = text.AsSpan(0, sent[token].EndOffset).TrimEnd().Length;
            while (seen < record.Lengths.Length && record.Lengths[seen] < end)
            {
                seen++;
            }

            if (seen == record.Lengths.Length)
            {
                throw new InvalidOperationException($"Token {token} of {sent.Count} was never shown.");
            }

            latencies[token] = record.Times[seen] + offset.Milliseconds - (sent[token].Timestamp * 1000.0 / Stopwatch.Frequency);
        }

        return latencies;
    }
}
