using AgentWeb.Core;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>What is read to be shown: where the address leads, what changed there, and what is before and behind it.</summary>
public sealed partial class ChatPage
{
    /// <summary>Goes where the address leads. Gone to again, the reading that was begun before is not waited for any more.</summary>
    private async Task GoAsync()
    {
        var routed = _routed = $"{SessionId}?{MessageId}"; // Another text each time, though it says the same; see IsAt.
        await ShowAsync(routed);
        Open.Show(_transcript!.ConversationId);
    }

    /// <summary>Reads what could not be read.</summary>
    private async Task GoAgainAsync()
    {
        await GoAsync();
        await CarryAsync();
    }

    /// <summary>Finds the ended conversation that a new one takes along. Where that cannot be read, the new one does not begin without it.</summary>
    private async Task CarryAsync()
    {
        var from = _carried = From;
        EarlierConversation? earlier = null;
        var error = await ReadAttempt.RunAsync(async () => { earlier = await FindEarlierAsync(from); });
        if (string.Equals(_carried, from, StringComparison.Ordinal))
        {
            _earlier = earlier;
            _loadError = SessionId is null ? error : error ?? _loadError;
        }
    }

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
                ? await ReadAttempt.RunAsync(() => ShowConversationAsync(conversationId, routed))
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
        else if (!IsAt(routed))
        {
            return null;
        }
        else if (_transcript!.ConversationId != conversationId || _transcript.HasNewer || _loadError is not null)
        {
            if (await _transcript.LoadAsync(conversationId, _gone.Token) is { } error)
            {
                return error;
            }

            _toEnd |= IsAt(routed);
        }
        else
        {
            _transcript.Stay(); // Another one was gone to and come back from before it was read.
            return null;
        }

        if (IsAt(routed))
        {
            await SeenAsync(conversationId, _gone.Token);
        }

        return null;
    }

    /// <summary>Notes that it was looked at. Where the database takes nothing for now it stays marked as unread, and that is all.</summary>
    private Task SeenAsync(Guid conversationId, CancellationToken cancellationToken) =>
        ReadAttempt.RunAsync(() => MarkSeen.RunAsync(_ownerId, conversationId, cancellationToken));

    /// <summary>Shows the part of a conversation that a message is in; one of another branch is brought back.</summary>
    /// <returns>False when there is no such message (any more).</returns>
    private async Task<bool> ShowMessageAsync(Guid conversationId, Guid messageId, string routed) =>
        await _transcript!.LoadAroundAsync(conversationId, messageId, _gone.Token) is null
        || (IsAt(routed) && (await SelectMessage.RunAsync(_ownerId, messageId, _gone.Token)).Succeeded
            && IsAt(routed) && await _transcript.LoadAroundAsync(conversationId, messageId, _gone.Token) is null);

    /// <summary>Whether the address is still the one that was gone to then.</summary>
    private bool IsAt(string routed) => ReferenceEquals(routed, _routed);

    /// <summary>Called by the follower, which calls again when the database does not answer.</summary>
    private async Task RefreshAsync(IReadOnlyCollection<Guid> changed)
    {
        if (_transcript?.ConversationId is { } current && changed.Contains(current))
        {
            await ReadAnewAsync(changed);
            StateHasChanged();
        }
    }

    /// <summary>Reads anew what is shown; it may have been deleted, or restored.</summary>
    /// <param name="about">The messages that something was done with, whatever else is among it.</param>
    private async Task ReadAnewAsync(IReadOnlyCollection<Guid> about)
    {
        var current = _transcript!.ConversationId;
        var error = await _transcript.RefreshAsync(_gone.Token, about);
        if (current is not null && _transcript.ConversationId == current)
        {
            _loadError = error;
        }
    }

    /// <summary>Goes to the end of the conversation; where it cannot be read now, what is shown stays.</summary>
    /// <returns>Why it cannot be read now.</returns>
    private async Task<Error?> ToEndAsync(Guid conversationId)
    {
        var error = await ReadAttempt.RunAsync(() => _transcript!.LoadLatestAsync(_gone.Token));
        if (error is { Retryable: true })
        {
            return error;
        }

        if (_transcript!.ConversationId == conversationId)
        {
            (_loadError, _toEnd) = (error, true);
        }

        return null;
    }

    /// <summary>The button goes to the end of what is shown by itself; where that is not the end of the conversation, it is read first.</summary>
    private async Task ToLatestAsync()
    {
        _refused = null;
        if (_transcript is { HasNewer: true, ConversationId: { } current } && await ToEndAsync(current) is { } refused)
        {
            Tell(refused, ToLatestAsync);
        }

        StateHasChanged(); // The composer may have asked for it.
    }

    private Task LoadNewerAsync() => LoadMoreAsync(_transcript!.LoadNewerAsync);

    private Task LoadOlderAsync() => LoadMoreAsync(_transcript!.LoadOlderAsync);

    /// <summary>Adds a page to what is shown. The button stays where it cannot be read.</summary>
    private async Task LoadMoreAsync(Func<CancellationToken, Task> load)
    {
        _refused = null;
        if (await ReadAttempt.RunAsync(() => load(_gone.Token)) is { } refused)
        {
            Tell(refused, () => LoadMoreAsync(load));
        }

        StateHasChanged(); // The composer may have asked for it.
    }
}
