using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>A job that this worker now holds.</summary>
/// <param name="Identity">Its identifiers.</param>
/// <param name="ModelKey">The model to ask.</param>
/// <param name="Temperature">Sampling temperature; null leaves it to the model.</param>
/// <param name="MaxOutputTokens">Most tokens the reply may have; null takes the configured limit.</param>
/// <param name="WaitingSince">Since when it stood in line.</param>
public sealed record ClaimedJob(
    RunIdentity Identity, string ModelKey, double? Temperature, int? MaxOutputTokens, DateTimeOffset WaitingSince)
{
    /// <summary>Whether another one may be ready to start: else nobody needs to look before the queue changes.</summary>
    public bool MoreWait { get; init; }

    /// <summary>The job of a row.</summary>
    public static ClaimedJob From(GenerationJob job) =>
        new(RunIdentity.From(job), job.ModelKey, job.Temperature, job.MaxOutputTokens, job.WaitingSince);
}
