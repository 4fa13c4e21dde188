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
    private const int PageSize = 50;

    private readonly List<MessageItem> _messages = [];
    private long? _olderSeq; // The number of the message before the first of them.
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

    /// <summary>Whether a reply waits or is being written.</summary>
    public bool IsRunning => Running is not null;

    /// <summary>The first reply that waits or is being written; those behind it wait for it.</summary>
    public MessageItem? Running => _messages.Find(m => m.IsRunning);

    /// <summary>Turns to the end of a conversation.</summary>
    /// <returns>Why not; null also when something else was turned to meanwhile.</returns>
    public Task<Error?> LoadAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        var turn = ++Turns;
        return ShowAsync(() => ReadEndAsync(conversationId, cancellationToken), () => turn != Turns, cancellationToken);
    }

    /// <summary>Turns to a message of a conversation, which is shown with some that come before it.</summary>
    /// <returns>Why not; also when the message is not on the active path. Null also when something else was turned to meanwhile.</returns>
    public Task<Error?> LoadAroundAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        var turn = ++Turns;
        return ShowAsync(() => ReadAroundAsync(conversationId, messageId, cancellationToken), () => turn != Turns, cancellationToken);
    }

    /// <summary>
    /// Reads anew what is shown: the same place, to the end of the path where that was shown. What runs there keeps its object, so its stream
    /// goes on undisturbed.
    /// </summary>
    /// <returns>Why not; null also when something else is shown by now.</returns>
    public Task<Error?> RefreshAsync(CancellationToken cancellationToken) => ConversationId is { } conversationId
        ? ShowAsync(() => ReadShownAsync(conversationId, cancellationToken), () => ConversationId != conversationId, cancellationToken)
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
        return ShowAsync(() => ReadEndAsync(conversationId, cancellationToken), () => turn != Turns, cancellationToken);
    }

    /// <summary>Reads the page after the last message that is shown.</summary>
    public async Task LoadNewerAsync(CancellationToken cancellationToken)
    {
        var conversationId = ConversationId;
        while (conversationId is { } id && id == ConversationId && HasNewer && _messages.Count > 0)
        {
            var changes = _changes;
            var page = await readTranscript.RunAsync(ownerId, id, PageSize + 1, beforeMessageId: null, cancellationToken, from: _messages[^1].Id);
            if (changes != _changes)
            {
                continue;
            }

            if (!page.Succeeded)
            {
                await RefreshAsync(cancellationToken); // The path was left meanwhile.
                return;
            }

            _messages.AddRange(page.Value.Messages.Skip(1).Select(MessageItem.From));
            HasNewer = page.Value.HasNewer;
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
            var page = await readTranscript.RunAsync(ownerId, id, PageSize, _messages[0].Id, cancellationToken);
            if (changes != _changes)
            {
                continue;
            }

            if (!page.Succeeded || !Precedes(page.Value, _messages[0].ParentId))
            {
                await RefreshAsync(cancellationToken); // The path was left meanwhile.
                return;
            }

            _messages.InsertRange(0, page.Value.Messages.Select(MessageItem.From));
            _olderSeq = page.Value.OlderSeq;
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
            return await LoadLatestAsync(cancellationToken);
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

        // One that no longer waits was accepted before, and its answer was lost: there may be more of the conversation by now.
        return receipt.Status == MessageStatus.Queued ? null : await RefreshAsync(cancellationToken);
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
        (_olderSeq, HasNewer) = (null, false);
        Changed();
    }

    /// <summary>Whether a page ends with the message that another one follows.</summary>
    private static bool Precedes(TranscriptPage page, Guid? parentId) => page.Messages.Count > 0 && page.Messages[^1].Id == parentId;

    private Task<Result<TranscriptPage>> ReadEndAsync(Guid conversationId, CancellationToken cancellationToken) =>
        readTranscript.RunAsync(ownerId, conversationId, PageSize, beforeMessageId: null, cancellationToken);

    private async Task<Result<TranscriptPage>> ReadAroundAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        var page = await readTranscript.RunAsync(ownerId, conversationId, PageSize, beforeMessageId: null, cancellationToken, from: messageId);
        if (!page.Succeeded || !page.Value.HasOlder)
        {
            return page;
        }

        var older = await readTranscript.RunAsync(ownerId, conversationId, PageSize, messageId, cancellationToken);
        return older.Succeeded && Precedes(older.Value, page.Value.Messages[0].ParentId)
            ? page.Value with { Messages = [.. older.Value.Messages, .. page.Value.Messages], OlderSeq = older.Value.OlderSeq }
            : page;
    }

    /// <summary>
    /// Reads the path from behind the message that was before the first one: the same place also when the first one made way for another
    /// version. As many as were shown, and what came behind them where that was the end.
    /// </summary>
    private async Task<Result<TranscriptPage>> ReadShownAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        var most = Math.Max(_messages.Count, PageSize) + (HasNewer ? 0 : PageSize);
        var page = await readTranscript.RunAsync(ownerId, conversationId, most, beforeMessageId: null, cancellationToken, afterSeq: _olderSeq ?? 0);
        while (page is { Succeeded: true, Value: { HasNewer: true } shown } && shown.Messages.Count < most)
        {
            var next = await readTranscript.RunAsync(
                ownerId, conversationId, most - shown.Messages.Count, beforeMessageId: null, cancellationToken, afterSeq: shown.Messages[^1].Seq);
            if (!next.Succeeded || next.Value.Messages.Count == 0 || next.Value.Messages[0].ParentId != shown.Messages[^1].Id)
            {
                break; // The path was left meanwhile, which is told, and read then.
            }

            page = shown with { Messages = [.. shown.Messages, .. next.Value.Messages], HasNewer = next.Value.HasNewer };
        }

        return page is { Succeeded: true, Value.Messages.Count: 0 } ? await ReadEndAsync(conversationId, cancellationToken) : page;
    }

    private async Task<Error?> ShowAsync(Func<Task<Result<TranscriptPage>>> read, Func<bool> isOver, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changes = _changes;
            var page = await read();
            var settings = page.Succeeded ? (await readSettings.RunAsync(ownerId, page.Value.Conversation.Id, cancellationToken)).Value : null;
            if (isOver())
            {
                return null;
            }

            if (!page.Succeeded)
            {
                return page.Error;
            }

            if (changes == _changes)
            {
                Show(page.Value, settings ?? ConversationSettings.None);
                return null;
            }
        }
    }

    private void Show(TranscriptPage page, ConversationSettings settings)
    {
        var isSame = ConversationId == page.Conversation.Id;
        var known = isSame ? _messages.ToDictionary(m => m.Id) : [];
        List<MessageItem> shown = [.. page.Messages.Select(m => ShownMessage.Of(known.GetValueOrDefault(m.Id), m))];
        _messages.Clear();
        _messages.AddRange(shown);
        MadeBy = isSame ? MadeBy : null;
        (ConversationId, Title, Settings) = (page.Conversation.Id, page.Conversation.Title, settings);
        (_olderSeq, HasNewer) = (page.OlderSeq, page.HasNewer);
        Changed();
    }

    private void Changed()
    {
        _changes++;
        MarkWaiting();
    }
}
