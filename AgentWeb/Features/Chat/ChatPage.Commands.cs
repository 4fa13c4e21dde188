using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;

namespace AgentWeb.Features.Chat;

/// <summary>What is done with the conversation that is shown, and with its messages.</summary>
public sealed partial class ChatPage
{
    /// <summary>Why the last of it was refused: told where the composer is, where there is none.</summary>
    private string? _refused;

    /// <summary>Holds the conversation differently; one that does not exist yet will be held so from its first message on.</summary>
    private async Task HoldAsync(ConversationSettings settings)
    {
        var held = _transcript!.ConversationId;
        if (held is { } id && await Commands.HoldAsync(_ownerId, id, settings) is { } refused)
        {
            Tell(refused);
        }
        else if (_transcript.ConversationId == held)
        {
            _transcript.Settings = settings;
        }
    }

    private async Task EndAsync()
    {
        if (_transcript!.ConversationId is { } id)
        {
            await ShowOutcomeAsync(id, await Commands.EndAsync(_ownerId, id));
        }
    }

    private async Task ReopenAsync()
    {
        if (_transcript!.ConversationId is { } id)
        {
            await ShowOutcomeAsync(id, await Commands.ReopenAsync(_ownerId, id));
        }
    }

    private async Task ShowOutcomeAsync(Guid conversationId, Error? refused)
    {
        if (refused is not null)
        {
            Tell(refused);
            return;
        }

        if (_transcript!.ConversationId == conversationId)
        {
            await ToEndAsync(conversationId); // It was done. What cannot be read now is read with the change that is told of it.
        }
    }

    private async Task RunCommandAsync(MessageCommand command)
    {
        _refused = null;
        if (command is MessageCommand.Branch branch)
        {
            await BranchAsync(branch.MessageId);
        }
        else if (await RunMessageCommand.RunAsync(_ownerId, command) is { } refused)
        {
            command.Refused = L.Of(refused);
            if (command is not MessageCommand.Edit) // Its editor says it.
            {
                Tell(refused);
            }
        }
        else
        {
            await ReadAttempt.RunAsync(() => ReadAnewAsync([command.MessageId])); // It was done, like the above.
        }
    }

    private async Task BranchAsync(Guid messageId)
    {
        var branch = await StorageAttempt.RunAsync(() => BranchConversation.RunAsync(_ownerId, messageId, CancellationToken.None));
        if (branch.Succeeded)
        {
            Navigation.NavigateTo(AddressOf(branch.Value));
        }
        else
        {
            Tell(branch.Error);
        }
    }

    private void Tell(Error refused, Func<Task>? again = null)
    {
        _refused = L.Of(refused);
        _composer?.ShowNotice(_refused, again);
    }
}
