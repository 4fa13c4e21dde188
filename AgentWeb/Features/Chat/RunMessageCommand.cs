using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>Hands a person's command to the use case that does it.</summary>
internal sealed class RunMessageCommand(
    RegenerateReply regenerate, ContinueReply continueReply, RemoveLastSegment removeLastSegment, EditMessage edit, SelectMessage select,
    DeleteMessage delete, RateReply rate)
{
    /// <summary>Does it. It is not cancelled with the page: what a person asked for happens.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public async Task<Error?> RunAsync(Guid ownerId, MessageCommand command)
    {
        var id = command.MessageId;
        return command switch
        {
            MessageCommand.Regenerate again => await AttemptAsync(() => regenerate.RunAsync(ownerId, new(id, again.ModelKey), CancellationToken.None)),
            MessageCommand.Rate rated => await AttemptAsync(() => rate.RunAsync(ownerId, new(id, rated.Feedback, rated.Note), CancellationToken.None)),
            MessageCommand.Continue => await AttemptAsync(() => continueReply.RunAsync(ownerId, new(id), CancellationToken.None)),
            MessageCommand.RemoveContinuation => await AttemptAsync(() => removeLastSegment.RunAsync(ownerId, id, CancellationToken.None)),
            MessageCommand.Edit changed => await AttemptAsync(() => edit.RunAsync(ownerId, new(id, changed.Text), CancellationToken.None)),
            MessageCommand.Select => await AttemptAsync(() => select.RunAsync(ownerId, id, CancellationToken.None)),
            MessageCommand.Delete => await AttemptAsync(() => delete.RunAsync(ownerId, id, CancellationToken.None)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    private static async Task<Error?> AttemptAsync<T>(Func<Task<Result<T>>> useCase) => (await StorageAttempt.RunAsync(useCase)).Error;
}
