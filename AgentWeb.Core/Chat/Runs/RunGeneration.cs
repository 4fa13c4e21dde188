using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Context;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Runs one job from picked to ended. Whatever happens, <see cref="FinishRun"/> writes the end.</summary>
internal sealed partial class RunGeneration(
    IModelCatalogue models, IChatClients clients, ContextBuilder contexts, RunRegistry registry, FinishRun finish, ReturnJob returnJob,
    ConversationChanges changes, IOptionsMonitor<RunsOptions> options, TimeProvider time, ILogger<RunGeneration> logger)
{
    /// <summary>Runs the job.</summary>
    /// <param name="job">The job, held by this process.</param>
    /// <param name="serverStopping">Cancelled when the server shuts down.</param>
    public async Task RunAsync(ClaimedJob job, CancellationToken serverStopping)
    {
        var run = registry.GetOrAdd(job.Identity);
        run.Log.Append(new StatusEvent(RunStatusNames.Processing, QueuePosition: 0));
        changes.Publish(job.Identity.OwnerId, job.Identity.ConversationId);

        var recorder = new RunRecorder(run.Log, time);
        int? promptTokens = null;
        RunOutcome? outcome = null;
        using var limits = new RunLimits(options.CurrentValue, time);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, limits.Passed, serverStopping);
        try
        {
            if (models.Find(job.ModelKey) is not { } model)
            {
                outcome = RunOutcome.Failed(ModelGone, hasText: false);
                return;
            }

            var prompt = await contexts.BuildAsync(job.Identity.ConversationId, job.Identity.MessageId, model, MaxOutputTokens(job), cancel.Token);
            promptTokens = prompt.EstimatedTokens;
            using var client = clients.For(model);
            await foreach (var update in client.GetStreamingResponseAsync(prompt.Messages, RequestOptions(job, model), cancel.Token))
            {
                limits.Touch();
                recorder.Record(update);
            }

            outcome = RunOutcome.Completed(recorder.FinishReason);
        }
        catch (Exception failure)
        {
            outcome = OutcomeOf(failure, run, limits, recorder.HasText, serverStopping);
        }
        finally
        {
            if (outcome is null)
            {
                await returnJob.RunAsync(run);
            }
            else
            {
                await finish.RunAsync(run, JobState.Running, recorder.Result(outcome, promptTokens));
            }
        }
    }

    private static RunFailure ModelGone { get; } = new(
        "model_not_available", "The model that was asked is not configured any more. Your message is kept. Choose another model and try again.");

    /// <summary>The outcome that a failure means; null when the job goes back into the queue.</summary>
    private RunOutcome? OutcomeOf(Exception failure, LiveRun run, RunLimits limits, bool hasText, CancellationToken serverStopping)
    {
        if (run.StopRequested)
        {
            return RunOutcome.Stopped;
        }

        if (limits.Failure is { } limit)
        {
            return RunOutcome.Failed(limit, hasText);
        }

        if (serverStopping.IsCancellationRequested)
        {
            return hasText
                ? RunOutcome.Failed(new("server_stopped", "The server was stopped while the reply was being written. What arrived is kept."), hasText)
                : null;
        }

        if (failure is ModelException model)
        {
            return RunOutcome.Failed(new(model.Code.ToString(), model.Message, model.Retryable), hasText);
        }

        LogUnexpected(logger, failure, run.Identity.RunId);
        return RunOutcome.Failed(
            new("internal_error", "Something went wrong on this server. Your message is kept. If it happens again, tell your administrator the time it happened."), hasText);
    }

    private int MaxOutputTokens(ClaimedJob job) => Math.Min(job.MaxOutputTokens ?? int.MaxValue, options.CurrentValue.MaxOutputTokens);

    private Microsoft.Extensions.AI.ChatOptions RequestOptions(ClaimedJob job, ModelDescriptor model) => new()
    {
        ModelId = model.Id,
        Temperature = (float?)job.Temperature,
        MaxOutputTokens = MaxOutputTokens(job),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception failure, Guid runId);
}
