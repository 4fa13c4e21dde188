using AgentWeb.Core;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>What is read to be shown: where the address leads, what changed there, and what is before and behind it.</summary>
public sealed partial class ChatPage
{
    /// <summary>Shows what the address says, unless another one was gone to before it is read.</summary>
    private async Task ShowAsync(string routed)
    {
        Error? error = null;
        if (SessionId is null)
        {
            _transcript!.Clear();
        }
        else
        {
            error = PublicId.TryParse(PublicId.Session, SessionId, out var conversationId)
                ? await ShowConversationAsync(conversationId, routed)
                : Error.NotFound("conversation");
        }

        if (!IsAt(routed))
        {
            return;
        }

        _loadError = error;
        if (error is not null)
        {
            _transcript!.Clear(); // What was shown before is not what the address says.
        }
    }

    private async Task<Error?> ShowConversationAsync(Guid conversationId, string routed)
    {
        if (PublicId.TryParse(PublicId.Message, MessageId, out var messageId) && await ShowMessageAsync(conversationId, messageId, routed))
        {
            _toMessage = IsAt(routed) ? messageId : _toMessage;
        }
        else if (IsAt(routed) && (_transcript!.ConversationId != conversationId || _transcript.HasNewer || _loadError is not null))
        {
            if (await _transcript.LoadAsync(conversationId, _gone.Token) is { } error)
            {
                return error;
            }

            _toEnd |= IsAt(routed);
        }
        else
        {
            return null;
        }

        if (IsAt(routed))
        {
            await MarkSeen.RunAsync(_ownerId, conversationId, _gone.Token);
        }

        return null;
    }

    /// <summary>Shows the part of a conversation that a message is in; one of another branch is brought back.</summary>
    /// <returns>False when there is no such message (any more).</returns>
    private async Task<bool> ShowMessageAsync(Guid conversationId, Guid messageId, string routed) =>
        await _transcript!.LoadAroundAsync(conversationId, messageId, _gone.Token) is null
        || (IsAt(routed) && (await SelectMessage.RunAsync(_ownerId, messageId, _gone.Token)).Succeeded
            && IsAt(routed) && await _transcript.LoadAroundAsync(conversationId, messageId, _gone.Token) is null);

    /// <summary>Whether the address is still the one that was gone to then.</summary>
    private bool IsAt(string routed) => ReferenceEquals(routed, _routed);

    private async Task RefreshAsync(IReadOnlyCollection<Guid> changed)
    {
        if (_transcript?.ConversationId is { } current && changed.Contains(current))
        {
            await ReadAnewAsync();
            StateHasChanged();
        }
    }

    /// <summary>Reads anew what is shown; it may have been deleted, or restored.</summary>
    private async Task ReadAnewAsync()
    {
        var current = _transcript!.ConversationId;
        var error = await _transcript.RefreshAsync(_gone.Token);
        if (current is not null && _transcript.ConversationId == current)
        {
            _loadError = error;
        }
    }

    /// <summary>The button goes to the end of what is shown by itself; where that is not the end of the conversation, it is read first.</summary>
    private async Task ToLatestAsync()
    {
        if (_transcript is { HasNewer: true, ConversationId: { } current })
        {
            var error = await _transcript.LoadLatestAsync(_gone.Token);
            if (_transcript.ConversationId == current)
            {
                (_loadError, _toEnd) = (error, true);
            }
        }
    }

    private Task LoadNewerAsync() => _transcript!.LoadNewerAsync(_gone.Token);

    private Task LoadOlderAsync() => _transcript!.LoadOlderAsync(_gone.Token);
}
