using System.Diagnostics;
using AgentWeb.Bench.Load;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Files;

/// <summary>When nothing but streams ran, and when something was done beside them.</summary>
internal sealed class PhaseTimeline(IReadOnlyList<FilePhase> phases)
{
    /// <summary>Length of a phase without files.</summary>
    public const int QuietSeconds = 5;

    /// <summary>Name of the phases without files.</summary>
    public const string Quiet = "without";

    private readonly List<(string Name, long From, long To)> _spans = [];

    /// <summary>Goes through the phases, quiet ones between them, until the streams end.</summary>
    public async Task RunAsync(ApiUser person, Task streams)
    {
        await Task.Delay(TimeSpan.FromSeconds(3)); // All of them are open by then.
        while (!streams.IsCompleted)
        {
            foreach (var phase in phases)
            {
                await RunAsync(Quiet, () => Task.WhenAny(streams, Task.Delay(TimeSpan.FromSeconds(QuietSeconds))));
                if (streams.IsCompleted)
                {
                    return;
                }

                await RunAsync(phase.Name, () => phase.RunAsync(person));
                await FileWork.DeleteAllAsync(person);
                await Task.Delay(TimeSpan.FromMilliseconds(500)); // What is deleted is neither.
            }
        }
    }

    /// <summary>The lags of tokens that were sent in a phase.</summary>
    public double[] Lags(CrowdResult held, string name)
    {
        var spans = _spans.Where(span => span.Name == name).ToList();
        return [.. held.Samples.Where(sample => spans.Exists(span => sample.At >= span.From && sample.At < span.To)).Select(sample => sample.Lag)];
    }

    /// <summary>How often a phase was gone through.</summary>
    public int Count(string name) => _spans.Count(span => span.Name == name);

    /// <summary>How long one took on average, in seconds.</summary>
    public double Seconds(string name) => _spans.Where(span => span.Name == name).Average(span => Stopwatch.GetElapsedTime(span.From, span.To).TotalSeconds);

    private async Task RunAsync(string name, Func<Task> work)
    {
        var from = Stopwatch.GetTimestamp();
        await work();
        _spans.Add((name, from, Stopwatch.GetTimestamp()));
    }
}
