using System.Text;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Background;

/// <summary>
/// Runs a job that writes about a conversation: asks the model for a short text and stores it. It obeys the limits of every run, can be
/// stopped like one, and waits again when the server is told to stop in its midst.
/// </summary>
internal sealed class RunBackgroundJob(
    IModelCatalogue models, ModelAttempts attempts, IEnumerable<IBackgroundText> texts, RunRegistry registry, FinishRun finish,
    ReturnJob returnJob, RunFailures failures, IOptionsMonitor<RunsOptions> options, TimeProvider time)
{
    /// <summary>Runs the job.</summary>
    /// <param name="job">The job, held by this process.</param>
    /// <param name="serverStopping">Cancelled when the server shuts down.</param>
    public async Task RunAsync(ClaimedJob job, CancellationToken serverStopping)
    {
        using var activity = WorkTrace.Begin("background", job.Identity.RunId);
        activity?.SetTag("gen_ai.request.model", job.ModelKey);
        var run = registry.GetOrAdd(job.Identity);
        var text = texts.Single(t => t.Kind == job.Identity.Kind);
        RunOutcome? outcome = null;
        var usage = new TokenUsage();
        using var limits = new RunLimits(options.CurrentValue, time);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, limits.Passed, serverStopping);
        registry.Begin(run); // From here on it comes to its end, whatever happens.
        try
        {
            if (models.Find(job.ModelKey) is { } model)
            {
                await text.StoreAsync(job.Identity, await AskAsync(job.Identity, model, text, usage, limits, cancel.Token), cancel.Token);
                outcome = RunOutcome.Completed("stop");
            }
            else
            {
                outcome = RunOutcome.Failed(RunFailures.ModelGone, hasText: false);
            }
        }
        catch (Exception failure)
        {
            outcome = failures.OutcomeOf(failure, run, limits, producedText: false, serverStopping);
            if (outcome is not null)
            {
                await text.FailedAsync(job.Identity, CancellationToken.None);
            }
        }
        finally
        {
            await (outcome is null ? returnJob.RunAsync(run) : finish.RunAsync(run, JobState.Running, RunResult.NotStarted(outcome) with { Usage = usage.InputTokens > 0 ? usage : null }));
        }
    }

    private async Task<string> AskAsync(RunIdentity run, ModelDescriptor model, IBackgroundText text, TokenUsage usage, RunLimits limits, CancellationToken cancellationToken)
    {
        if (model.IsOffline)
        {
            return await text.WithoutModelAsync(run, cancellationToken);
        }

        var request = new Microsoft.Extensions.AI.ChatOptions { ModelId = model.Id, MaxOutputTokens = text.MaxOutputTokens };
        var messages = await text.PromptAsync(run, model, cancellationToken);
        (usage.InputTokens, usage.Estimated) = (messages.Sum(message => (long)TokenEstimate.Of(message.Text)), true);
        await using var reply = await attempts.OpenAsync(
            model, messages, request, retry => limits.AskedAgain(TimeSpan.FromMilliseconds(retry.DelayMs)), cancellationToken);
        var written = new StringBuilder();
        var tokens = 0;
        await foreach (var update in reply.ReadAsync(cancellationToken))
        {
            limits.Touch();
            foreach (var part in update.Contents.OfType<TextContent>())
            {
                written.Append(part.Text);
                tokens++;
            }

            if (update.Contents.OfType<UsageContent>().LastOrDefault() is { Details: { InputTokenCount: { } input, OutputTokenCount: { } output } })
            {
                (usage.InputTokens, usage.OutputTokens, usage.Estimated) = (input, output, false);
            }

            if (tokens > text.MaxOutputTokens)
            {
                break; // The server was asked to end here and did not.
            }
        }

        if (usage.Estimated)
        {
            usage.OutputTokens = TokenEstimate.Of(written.ToString());
        }

        return written.ToString();
    }
}
