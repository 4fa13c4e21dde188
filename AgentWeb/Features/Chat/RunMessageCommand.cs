using AgentWeb.Core.Chat;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>Hands a person's command to the use case that does it.</summary>
internal sealed class RunMessageCommand(
    RegenerateReply regenerate, ContinueReply continueReply, RemoveLastSegment removeLastSegment, EditMessage edit, SelectMessage select,
    DeleteMessage delete)
{
    /// <summary>Does it. It is not cancelled with the page: what a person asked for happens.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public async Task<Error?> RunAsync(Guid ownerId, MessageCommand command)
    {
        var id = command.MessageId;
        return command switch
        {
            MessageCommand.Regenerate => (await regenerate.RunAsync(ownerId, new(id), CancellationToken.None)).Error,
            MessageCommand.Continue => (await continueReply.RunAsync(ownerId, new(id), CancellationToken.None)).Error,
            MessageCommand.RemoveContinuation => (await removeLastSegment.RunAsync(ownerId, id, CancellationToken.None)).Error,
            MessageCommand.Edit changed => (await edit.RunAsync(ownerId, new(id, changed.Text), CancellationToken.None)).Error,
            MessageCommand.Select => (await select.RunAsync(ownerId, id, CancellationToken.None)).Error,
            MessageCommand.Delete => (await delete.RunAsync(ownerId, id, CancellationToken.None)).Error,
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }
}
