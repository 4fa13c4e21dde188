using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Bench.Circuits;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Load;

/// <summary>Many open pages, each with a reply of 50 tokens/s running in it; what counts is the time in which all of them run.</summary>
internal static class CircuitCrowd
{
    private const int OpeningAtOnce = 4;

    /// <summary>Longest time for all pages to open.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(25);

    /// <summary>Opens the pages, and watches all replies to their end.</summary>
    public static async Task<CrowdResult> HoldAsync(AgentWebTarget target, FakeModelServer model, int circuits, int seconds)
    {
        var answer = new NumberedTokens((int)((Opening.TotalSeconds + seconds) * StreamCrowd.TokensPerSecond), StreamCrowd.TokensPerSecond);
        model.Default = answer.Script;
        var before = model.Requests.Count;
        var watched = Enumerable.Range(0, circuits).Select(_ => new WatchedCircuit(answer)).ToList();
        var asked = Stopwatch.GetTimestamp();
        var open = new List<CircuitClient>();
        try
        {
            foreach (var some in watched.Index().Chunk(OpeningAtOnce))
            {
                open.AddRange(await Task.WhenAll(some.Select(circuit => OpenAsync(target, Question(circuit.Index), circuit.Item))));
            }

            var (begun, processorBefore) = (Stopwatch.GetTimestamp(), target.ProcessorTime);
            await Task.WhenAny(Task.WhenAny(watched.Select(circuit => circuit.Ended)), Task.Delay(TimeSpan.FromSeconds(seconds)));
            var (ended, processorAfter) = (Stopwatch.GetTimestamp(), target.ProcessorTime);
            await Task.WhenAll(watched.Select(circuit => circuit.Ended)).WaitAsync(Opening + TimeSpan.FromSeconds(60));

            var requests = model.Requests.Skip(before).ToDictionary(StreamCrowd.QuestionOf, StringComparer.Ordinal);
            return new CrowdResult
            {
                Streams = circuits,
                Opening = Stopwatch.GetElapsedTime(asked, begun),
                Window = Stopwatch.GetElapsedTime(begun, ended),
                ProcessorTime = processorAfter - processorBefore,
                Lags = [.. watched.Index().SelectMany(circuit => StreamLag.Of(circuit.Item.Arrivals, requests[Question(circuit.Index)].Tokens, begun, ended))],
                Events = watched.Sum(circuit => circuit.Arrivals.Count(arrival => arrival.Timestamp >= begun && arrival.Timestamp < ended)),
                Broken = watched.Count(circuit => circuit.IsBroken),
            };
        }
        finally
        {
            await Task.WhenAll(open.Select(circuit => circuit.DisposeAsync().AsTask()));
        }
    }

    private static string Question(int circuit) => string.Create(CultureInfo.InvariantCulture, $"Reply in circuit {circuit}.");

    private static async Task<CircuitClient> OpenAsync(AgentWebTarget target, string question, WatchedCircuit watched)
    {
        var person = target.NextPerson();
        using var sent = await person.Http.PostAsJsonAsync("api/v1/chat", new { message = question });
        sent.EnsureSuccessStatusCode();
        var receipt = await sent.Content.ReadFromJsonAsync<JsonObject>();
        return await CircuitClient.OpenAsync(person, $"c/{receipt!["session_id"]}", watched.See);
    }
}
