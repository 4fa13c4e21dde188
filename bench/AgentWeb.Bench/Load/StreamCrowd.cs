using System.Diagnostics;
using System.Globalization;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Load;

/// <summary>Many clients of one server, each with a stream of 50 tokens/s; what counts is the time in which all of them run.</summary>
internal static class StreamCrowd
{
    /// <summary>The pace of each stream.</summary>
    public const double TokensPerSecond = 50;

    private const int OpeningAtOnce = 8;

    /// <summary>Time for the slowest stream to begin before the first one ends.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(12);

    /// <summary>Holds the streams, and reads all of them to their end.</summary>
    public static async Task<CrowdResult> HoldAsync(StreamTarget target, FakeModelServer model, int streams, int seconds)
    {
        var tokens = (int)((Opening.TotalSeconds + seconds) * TokensPerSecond);
        var script = model.Default = ModelScript.Generate(ContentKind.Paragraph, tokens, TokensPerSecond);
        var before = model.Requests.Count;
        var clients = Enumerable.Range(0, streams)
            .Select(i => new StreamClient(string.Create(CultureInfo.InvariantCulture, $"Stream {i} of {streams}."), target.TextProperty))
            .ToList();

        var asked = Stopwatch.GetTimestamp();
        var reading = new List<Task>();
        foreach (var some in clients.Chunk(OpeningAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(client => target.AskAsync(client.Question)));
            reading.AddRange(some.Zip(answers, (client, answer) => client.ReadAsync(answer)));
        }

        await Task.WhenAll(clients.Select(client => client.Begun));
        var (begun, processorBefore) = (Stopwatch.GetTimestamp(), target.ProcessorTime);
        await Task.WhenAny(Task.WhenAny(reading), Task.Delay(TimeSpan.FromSeconds(seconds)));
        var (ended, processorAfter) = (Stopwatch.GetTimestamp(), target.ProcessorTime);
        await Task.WhenAll(reading);

        var requests = model.Requests.Skip(before).ToDictionary(QuestionOf, StringComparer.Ordinal);
        var text = script.Text;
        var samples = clients.SelectMany(client => StreamLag.SamplesOf(client.Arrivals, requests[client.Question].Tokens, begun, ended)).ToList();
        return new CrowdResult
        {
            Streams = streams,
            Opening = Stopwatch.GetElapsedTime(asked, begun),
            Window = Stopwatch.GetElapsedTime(begun, ended),
            ProcessorTime = processorAfter - processorBefore,
            Lags = [.. samples.Select(sample => sample.Lag)],
            Samples = samples,
            Events = clients.Sum(client => client.Arrivals.Count(arrival => arrival.Timestamp >= begun && arrival.Timestamp < ended)),
            Broken = clients.Count(client => !string.Equals(client.Text, text, StringComparison.Ordinal)),
        };
    }

    /// <summary>What a request asks: its last message.</summary>
    public static string QuestionOf(RecordedRequest request) =>
        request.Body.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
}
