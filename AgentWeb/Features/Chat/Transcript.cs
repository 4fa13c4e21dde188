using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>
/// The conversation that a page shows: one piece of its active path, and what was sent from here. Reading takes its time, and meanwhile
/// something else may be shown, sent or read; what is read is shown only when nothing was since it was asked for, so that older news never
/// takes the place of newer. Holds no database context and no token of a run; not for two threads at once.
/// </summary>
internal sealed class Transcript(ReadTranscript readTranscript, ReadConversationSettings readSettings, Guid ownerId)
{
    private readonly TranscriptReader _reader = new(readTranscript, readSettings, ownerId);
    private readonly List<MessageItem> _messages = [];
    private long? _olderSeq; // The number of the message before the first of them.
    private bool _isAnswered; // Whether a reply waited or was being written when it was last read, shown or not.
    private int _changes; // How often something else was shown: what was asked for before is old by now.

    /// <summary>The conversation; null before the first message was accepted.</summary>
    public Guid? ConversationId { get; private set; }

    /// <summary>The sender's own id of the message that made the conversation here; null when it was there before.</summary>
    public string? MadeBy { get; private set; }

    /// <summary>How often a conversation, or none, was turned to. What was written before the last time belongs elsewhere.</summary>
    public int Turns { get; private set; }

    /// <summary>Its title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Messages of the active path, oldest first; each follows the one before it.</summary>
    public IReadOnlyList<MessageItem> Messages => _messages;

    /// <summary>Tokens of it that the model had before it, when it last answered.</summary>
    public long ContextTokens => _messages.FindLast(m => m.ContextTokens is not null)?.ContextTokens ?? 0;

    /// <summary>How it is held, or will be once its first message makes it.</summary>
    public ConversationSettings Settings { get; set; } = ConversationSettings.None;

    /// <summary>There are messages before the first of these.</summary>
    public bool HasOlder => _olderSeq is not null;

    /// <summary>There are messages after the last of these: a place further up is shown.</summary>
    public bool HasNewer { get; private set; }

    /// <summary>Whether a reply waits or is being written, also where it is not shown.</summary>
    public bool IsRunning => Running is not null || (HasNewer && _isAnswered);

    /// <summary>The first reply that is shown and waits or is being written; those behind it wait for it.</summary>
    public MessageItem? Running => _messages.Find(m => m.IsRunning);

    /// <summary>Turns to the end of a conversation.</summary>
    /// <returns>Why not; null also when something else was turned to meanwhile.</returns>
    public Task<Error?> LoadAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        var turn = ++Turns;
        return ShowAsync(() => _reader.EndAsync(conversationId, cancellationToken), () => turn != Turns, cancellationToken);
    }

    /// <summary>Turns to a message of a conversation, which is shown with some that come before it.</summary>
    /// <returns>Why not; also when the message is not on the active path. Null also when something else was turned to meanwhile.</returns>
    public Task<Error?> LoadAroundAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        var turn = ++Turns;
        return ShowAsync(() => _reader.AroundAsync(conversationId, messageId, cancellationToken), () => turn != Turns, cancellationToken);
    }

    /// <summary>Stays where it is, though something else was turned to: what is being read for that is not shown any more.</summary>
    public void Stay() => Turns++;

    /// <summary>
    /// Reads anew what is shown: the same place, to the end of the path where that was shown. What runs there keeps its object, so its stream
    /// goes on undisturbed. Of what is far above the end only that is read which the path was left in.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="about">Messages that something was done with, which are read wherever they stand; what is not shown does not matter.</param>
    /// <returns>Why not; null also when something else is shown by now.</returns>
    public Task<Error?> RefreshAsync(CancellationToken cancellationToken, IReadOnlyCollection<Guid>? about = null) => ConversationId is { } conversationId
        ? ShowAsync(
            () => _reader.AgainAsync(conversationId, [.. _messages], _olderSeq, HasNewer, about ?? [], cancellationToken),
            () => ConversationId != conversationId,
            cancellationToken)
        : Task.FromResult<Error?>(null);

    /// <summary>Goes to the end of the conversation that is shown.</summary>
    /// <returns>Why not; null also when something else was turned to meanwhile.</returns>
    public Task<Error?> LoadLatestAsync(CancellationToken cancellationToken)
    {
        if (ConversationId is not { } conversationId || !HasNewer)
        {
            return RefreshAsync(cancellationToken);
        }

        var turn = Turns;
        return ShowAsync(() => _reader.EndAsync(conversationId, cancellationToken), () => turn != Turns, cancellationToken);
    }

    /// <summary>Finds the run of the first reply that waits or is being written, also where it is not shown.</summary>
    /// <returns>Null when there is none on the path.</returns>
    public async Task<Guid?> FindRunAsync(CancellationToken cancellationToken)
    {
        if (Running is { } shown)
        {
            return shown.RunId;
        }

        if (!HasNewer || ConversationId is not { } conversationId)
        {
            return null;
        }

        var end = await _reader.EndAsync(conversationId, cancellationToken);
        return end.Value?.Page.Messages.FirstOrDefault(m => m.IsRunning)?.RunId;
    }

    /// <summary>Reads the page after the last message that is shown.</summary>
    public async Task LoadNewerAsync(CancellationToken cancellationToken)
    {
        var conversationId = ConversationId;
        while (conversationId is { } id && id == ConversationId && HasNewer && _messages.Count > 0)
        {
            var changes = _changes;
            var page = await _reader.NewerAsync(id, _messages[^1], cancellationToken);
            if (changes != _changes)
            {
                continue;
            }

            if (page is null)
            {
                await RefreshAsync(cancellationToken); // The path was left meanwhile.
                return;
            }

            _messages.AddRange(page.Messages.Skip(1).Select(MessageItem.From));
            (HasNewer, _isAnswered) = (page.HasNewer, IsAnswered(page));
            Changed();
            return;
        }
    }

    /// <summary>Reads the page before the first message that is shown.</summary>
    public async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        var conversationId = ConversationId;
        while (conversationId is { } id && id == ConversationId && HasOlder && _messages.Count > 0)
        {
            var changes = _changes;
            var page = await _reader.OlderAsync(id, _messages[0], cancellationToken);
            if (changes != _changes)
            {
                continue;
            }

            if (page is null)
            {
                await RefreshAsync(cancellationToken); // The path was left meanwhile.
                return;
            }

            _messages.InsertRange(0, page.Messages.Select(MessageItem.From));
            _olderSeq = page.OlderSeq;
            Changed();
            return;
        }
    }

    /// <summary>Shows what was just accepted at the end of the conversation: without reading it back, where the end is shown.</summary>
    /// <returns>Why not.</returns>
    public async Task<Error?> AddSentAsync(SendReceipt receipt, OutgoingMessage sent, IReadOnlyList<FileSummary> files, CancellationToken cancellationToken)
    {
        if (ConversationId is null)
        {
            (ConversationId, MadeBy) = (receipt.ConversationId, sent.ClientMessageId);
        }
        else if (HasNewer)
        {
            return await ReadAttempt.RunAsync(() => LoadLatestAsync(cancellationToken));
        }

        if (_messages.Exists(m => m.Id == receipt.MessageId))
        {
            return null; // The change was told faster than the receipt came back.
        }

        Guid? last = _messages.Count == 0 ? null : _messages[^1].Id;
        _messages.Add(new()
        {
            Id = receipt.UserMessageId,
            ParentId = last,
            Role = MessageRole.User,
            Status = MessageStatus.Complete,
            Text = sent.Text,
            Files = files,
        });
        _messages.Add(new() { Id = receipt.MessageId, ParentId = receipt.UserMessageId, Role = MessageRole.Assistant, Status = receipt.Status, RunId = receipt.RunId });
        Changed();

        // One that no longer waits was accepted before, and its answer was lost: there may be more of the conversation by now. It is shown all the
        // same where that cannot be read.
        return receipt.Status == MessageStatus.Queued ? null : await ReadAttempt.RunAsync(() => RefreshAsync(cancellationToken));
    }

    /// <summary>Marks what waits in line, and what of it waits for a reply of this very conversation.</summary>
    public void MarkWaiting()
    {
        var before = false;
        MessageItem? question = null;
        foreach (var message in _messages)
        {
            if (message.Role == MessageRole.User)
            {
                question = message;
                continue;
            }

            var waits = message.Status == MessageStatus.Queued;
            message.IsHeld = before && waits;
            question?.Waits = waits && message.Siblings.Count < 2;
            before |= message.IsRunning;
        }
    }

    /// <summary>Turns to no conversation: the next message makes one.</summary>
    public void Clear()
    {
        Turns++;
        _messages.Clear();
        (ConversationId, MadeBy, Title, Settings) = (null, null, "", ConversationSettings.None);
        (_olderSeq, HasNewer, _isAnswered) = (null, false, false);
        Changed();
    }

    private static bool IsAnswered(TranscriptPage page) => page.Conversation.Status is ConversationStatus.Queued or ConversationStatus.Thinking;

    private async Task<Error?> ShowAsync(Func<Task<Result<TranscriptReading>>> read, Func<bool> isOver, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changes = _changes;
            var reading = await read();
            var settings = reading.Succeeded ? await _reader.SettingsAsync(reading.Value.Page.Conversation.Id, cancellationToken) : null;
            if (isOver())
            {
                return null;
            }

            if (!reading.Succeeded)
            {
                return reading.Error;
            }

            if (changes == _changes)
            {
                Show(reading.Value, settings ?? ConversationSettings.None);
                return null;
            }
        }
    }

    private void Show(TranscriptReading reading, ConversationSettings settings)
    {
        var (page, kept, singles) = reading;
        var isSame = ConversationId == page.Conversation.Id;
        var known = isSame ? _messages.ToDictionary(m => m.Id) : [];
        List<MessageItem> shown = [.. page.Messages.Select(m => ShownMessage.Of(known.GetValueOrDefault(m.Id), m))];
        _messages.RemoveRange(kept, _messages.Count - kept);
        _messages.AddRange(shown);
        foreach (var single in singles ?? [])
        {
            _messages[_messages.FindIndex(m => m.Id == single.Id)] = ShownMessage.Of(known[single.Id], single);
        }

        MadeBy = isSame ? MadeBy : null;
        (ConversationId, Title, Settings) = (page.Conversation.Id, page.Conversation.Title, settings);
        (_olderSeq, HasNewer, _isAnswered) = (kept > 0 ? _olderSeq : page.OlderSeq, page.HasNewer, IsAnswered(page));
        Changed();
    }

    private void Changed()
    {
        _changes++;
        MarkWaiting();
    }
}
