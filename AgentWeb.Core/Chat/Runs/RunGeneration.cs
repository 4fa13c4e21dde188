using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Context;
using AgentWeb.Core.Context.Citations;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Runs one job from picked to ended. Whatever happens, <see cref="FinishRun"/> writes the end.</summary>
internal sealed class RunGeneration(
    IModelCatalogue models, ModelAttempts attempts, ContextBuilder contexts, ReadConversationSettings conversationSettings,
    RunRegistry registry, FinishRun finish, ReturnJob returnJob, RunFailures failures, ConversationChanges changes, GenerationMeters meters,
    IOptionsMonitor<RunsOptions> options, TimeProvider time)
{
    /// <summary>Runs the job.</summary>
    /// <param name="job">The job, held by this process.</param>
    /// <param name="serverStopping">Cancelled when the server shuts down.</param>
    public async Task RunAsync(ClaimedJob job, CancellationToken serverStopping)
    {
        using var activity = WorkTrace.Begin("generation", job.Identity.RunId);
        activity?.SetTag("gen_ai.request.model", job.ModelKey);
        var started = time.GetTimestamp();
        meters.Started(time.GetUtcNow() - job.WaitingSince, job.ModelKey);

        var run = registry.GetOrAdd(job.Identity);
        RunRecorder? recorder = null;
        RunOutcome? outcome = null;
        using var limits = new RunLimits(options.CurrentValue, time);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, limits.Passed, serverStopping);
        registry.Begin(run); // From here on it comes to its end, whatever happens.
        try
        {
            run.Log.Append(new StatusEvent(RunStatusNames.Processing, QueuePosition: 0, EtaMs: 0));
            changes.Publish(job.Identity.OwnerId, job.Identity.ConversationId);
            if (models.Find(job.ModelKey) is not { } model)
            {
                outcome = RunOutcome.Failed(RunFailures.ModelGone, hasText: job.Identity.ContinuesFrom > 0);
                return;
            }

            var settings = await conversationSettings.OfAsync(job.Identity.ConversationId, cancel.Token);
            var request = RequestFor(job, model, settings);
            var input = new PromptInput(
                job.Identity.OwnerId, job.Identity.ConversationId, job.Identity.MessageId, model, request.MaxOutputTokens!.Value, settings)
            {
                Continuing = IsContinuation(job),
            };
            var prompt = await contexts.BuildAsync(input, cancel.Token);
            run.Log.Sources = [.. prompt.Sources.Select(SupportedCitations.Of)];
            recorder = new(run.Log, IsContinuation(job) ? new OverlapTrimmer(prompt.PartialReply) : null, time) { Prompt = prompt };
            run.Recorder = recorder;
            outcome = await StreamAsync(model, request, prompt, run, recorder, limits, cancel.Token);
        }
        catch (Exception failure)
        {
            outcome = failures.OutcomeOf(failure, run, limits, recorder is { HasText: true }, serverStopping);
        }
        finally
        {
            if (outcome is null)
            {
                await returnJob.RunAsync(run);
            }
            else
            {
                await finish.RunAsync(run, JobState.Running, recorder?.Result(outcome) ?? RunResult.NotStarted(outcome));
            }

            meters.Lasted(time.GetElapsedTime(started), job.ModelKey);
            activity?.SetTag("agentweb.outcome", outcome is null ? "returned" : RunStatusNames.Of(outcome.Status));
        }
    }

    private async Task<RunOutcome> StreamAsync(
        ModelDescriptor model, Microsoft.Extensions.AI.ChatOptions request, Prompt prompt, LiveRun run, RunRecorder recorder, RunLimits limits,
        CancellationToken cancellationToken)
    {
        await using var reply = await attempts.OpenAsync(
            model,
            prompt.Messages,
            request,
            retry =>
            {
                recorder.Retries++;
                limits.AskedAgain(TimeSpan.FromMilliseconds(retry.DelayMs));
                run.Log.Append(retry);
            },
            cancellationToken);
        await foreach (var update in reply.ReadAsync(cancellationToken))
        {
            limits.Touch();
            recorder.Record(update);
            if (recorder.AtLeastTokens > request.MaxOutputTokens)
            {
                // The server was asked to end here and did not.
                return RunOutcome.Completed("length");
            }
        }

        return RunOutcome.Completed(recorder.FinishReason);
    }

    private static bool IsContinuation(ClaimedJob job) => job.Identity.Kind == JobKind.Continuation;

    /// <summary>What came with the message counts more than how the conversation is held, and nothing more than the configured limit.</summary>
    private Microsoft.Extensions.AI.ChatOptions RequestFor(ClaimedJob job, ModelDescriptor model, ConversationSettings settings) => new()
    {
        ModelId = model.Id,
        Temperature = (float?)(job.Temperature ?? settings.Temperature),
        MaxOutputTokens = Math.Min(job.MaxOutputTokens ?? settings.MaxOutputTokens ?? int.MaxValue, options.CurrentValue.MaxOutputTokens),
    };
}
