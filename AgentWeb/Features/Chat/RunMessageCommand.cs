using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>Hands a person's command to the use case that does it.</summary>
internal sealed class RunMessageCommand(
    RegenerateReply regenerate, ContinueReply continueReply, RemoveLastSegment removeLastSegment, EditMessage edit, ReviseQueuedMessage revise,
    SelectMessage select, DeleteMessage delete, RateReply rate)
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
            MessageCommand.Edit changed => await EditAsync(ownerId, changed),
            MessageCommand.Select => await AttemptAsync(() => select.RunAsync(ownerId, id, CancellationToken.None)),
            MessageCommand.Delete => await AttemptAsync(() => delete.RunAsync(ownerId, id, CancellationToken.None)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    /// <summary>What still waits to go out is changed in place, everything else gets a version beside it.</summary>
    private async Task<Error?> EditAsync(Guid ownerId, MessageCommand.Edit changed)
    {
        var revised = await StorageAttempt.RunAsync(() => revise.RunAsync(ownerId, changed.MessageId, changed.Text, CancellationToken.None));
        return revised is { Succeeded: true, Value: false }
            ? await AttemptAsync(() => edit.RunAsync(ownerId, new(changed.MessageId, changed.Text), CancellationToken.None))
            : revised.Error;
    }

    private static async Task<Error?> AttemptAsync<T>(Func<Task<Result<T>>> useCase) => (await StorageAttempt.RunAsync(useCase)).Error;
}
