using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>
/// The conversation that a page shows: what was loaded of it, and what was sent from here. Holds no database context and no token of a
/// run; not for two threads at once.
/// </summary>
internal sealed class Transcript(ReadTranscript readTranscript, ReadConversationSettings readSettings, Guid ownerId)
{
    private const int PageSize = 50;

    private readonly List<MessageItem> _messages = [];

    /// <summary>The conversation; null before the first message was accepted.</summary>
    public Guid? ConversationId { get; private set; }

    /// <summary>Its title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Messages of the active path, oldest first.</summary>
    public IReadOnlyList<MessageItem> Messages => _messages;

    /// <summary>Tokens of it that the model had before it, when it last answered.</summary>
    public long ContextTokens => _messages.FindLast(m => m.ContextTokens is not null)?.ContextTokens ?? 0;

    /// <summary>How it is held, or will be once its first message makes it.</summary>
    public ConversationSettings Settings { get; set; } = ConversationSettings.None;

    /// <summary>There are messages before the first of these.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>There are messages after the last of these: a place further up was opened.</summary>
    public bool HasNewer { get; private set; }

    /// <summary>Whether a reply waits or is being written.</summary>
    public bool IsRunning => Running is not null;

    /// <summary>The first reply that waits or is being written; those behind it wait for it.</summary>
    public MessageItem? Running => _messages.Find(m => m.IsRunning);

    /// <summary>Reads the end of the conversation anew. What runs here keeps its object, so its stream goes on undisturbed.</summary>
    public async Task<Error?> LoadAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        var page = await readTranscript.RunAsync(ownerId, conversationId, PageSize, beforeMessageId: null, cancellationToken);
        if (!page.Succeeded)
        {
            return page.Error;
        }

        var known = ConversationId == conversationId ? _messages.ToDictionary(m => m.Id) : [];
        var fresh = page.Value.Messages.Select(m => Merge(known, m)).ToList();
        var older = fresh.Count > 0 && page.Value.HasOlder && ConversationId == conversationId && !HasNewer
            ? _messages.TakeWhile(m => m.Seq < fresh[0].Seq).ToList()
            : [];
        HasOlder = older.Count > 0 ? HasOlder : page.Value.HasOlder;
        HasNewer = false;
        _messages.Clear();
        _messages.AddRange(older);
        _messages.AddRange(fresh);
        await DescribeAsync(page.Value.Conversation, cancellationToken);
        MarkWaiting();
        return null;
    }

    /// <summary>Reads the conversation around a message, which is shown with some that come before it.</summary>
    /// <returns>Why not; also when the message is not on the active path.</returns>
    public async Task<Error?> LoadAroundAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        var page = await readTranscript.RunAsync(ownerId, conversationId, PageSize, beforeMessageId: null, cancellationToken, from: messageId);
        if (!page.Succeeded)
        {
            return page.Error;
        }

        if (!page.Value.HasNewer)
        {
            return await LoadAsync(conversationId, cancellationToken); // It is near the end, which is loaded as always.
        }

        _messages.Clear();
        _messages.AddRange(page.Value.Messages.Select(MessageItem.From));
        await DescribeAsync(page.Value.Conversation, cancellationToken);
        (HasOlder, HasNewer) = (page.Value.HasOlder, true);
        await LoadOlderAsync(cancellationToken);
        return null;
    }

    /// <summary>Reads the page after the last message that is shown.</summary>
    public async Task LoadNewerAsync(CancellationToken cancellationToken)
    {
        if (ConversationId is not { } conversationId || _messages.Count == 0 || !HasNewer)
        {
            return;
        }

        var page = await readTranscript.RunAsync(ownerId, conversationId, PageSize + 1, beforeMessageId: null, cancellationToken, from: _messages[^1].Id);
        if (!page.Succeeded)
        {
            await LoadAsync(conversationId, cancellationToken); // The path was left meanwhile.
            return;
        }

        _messages.AddRange(page.Value.Messages.Skip(1).Select(MessageItem.From));
        HasNewer = page.Value.HasNewer;
        MarkWaiting();
    }

    /// <summary>Reads the page before the first message that is shown.</summary>
    public async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        if (ConversationId is not { } conversationId || _messages.Count == 0 || !HasOlder)
        {
            return;
        }

        var page = await readTranscript.RunAsync(ownerId, conversationId, PageSize, _messages[0].Id, cancellationToken);
        if (page.Succeeded)
        {
            _messages.InsertRange(0, page.Value.Messages.Select(MessageItem.From));
            HasOlder = page.Value.HasOlder;
        }
    }

    /// <summary>Adds what was just accepted, without reading it back.</summary>
    public void AddSent(SendReceipt receipt, string text, IReadOnlyList<FileSummary> files)
    {
        if (ConversationId != receipt.ConversationId || HasNewer)
        {
            // It stands at the end, wherever the reader was.
            _messages.Clear();
            (HasOlder, HasNewer) = (ConversationId == receipt.ConversationId, false);
            ConversationId = receipt.ConversationId;
        }

        if (_messages.Exists(m => m.Id == receipt.MessageId))
        {
            return; // The change was told faster than the receipt came back.
        }

        var seq = _messages.Count == 0 ? 1 : _messages[^1].Seq + 1;
        _messages.Add(new() { Id = receipt.UserMessageId, Role = MessageRole.User, Seq = seq, Status = MessageStatus.Complete, Text = text, Files = files });
        _messages.Add(new() { Id = receipt.MessageId, Role = MessageRole.Assistant, Seq = seq + 1, Status = receipt.Status, RunId = receipt.RunId });
        MarkWaiting();
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

    /// <summary>Shows no conversation: the next message makes one.</summary>
    public void Clear()
    {
        _messages.Clear();
        ConversationId = null;
        Title = "";
        Settings = ConversationSettings.None;
        (HasOlder, HasNewer) = (false, false);
    }

    private async Task DescribeAsync(ConversationSummary conversation, CancellationToken cancellationToken)
    {
        (ConversationId, Title) = (conversation.Id, conversation.Title);
        Settings = (await readSettings.RunAsync(ownerId, conversation.Id, cancellationToken)).Value ?? ConversationSettings.None;
    }

    private static MessageItem Merge(Dictionary<Guid, MessageItem> known, TranscriptMessage message)
    {
        if (!known.TryGetValue(message.Id, out var item))
        {
            return MessageItem.From(message);
        }

        // What streams or has ended here knows better than the row. News is a run that began elsewhere, and the end of one that was over
        // before it could be followed: its message and its job are read one after the other.
        if ((message.RunId is { } runId && item.RunId != runId) || (item is { IsRunning: true, RunId: null } && !message.IsRunning))
        {
            return MessageItem.From(message);
        }

        if (!item.Files.SequenceEqual(message.Files))
        {
            item.Files = message.Files;
        }

        if (!item.IsRunning && item.Citations.Count != message.Citations.Count)
        {
            item.Citations = message.Citations;
        }

        (item.SegmentCount, item.Feedback, item.FeedbackNote) = (message.SegmentCount, message.Feedback, message.FeedbackNote);
        if (!item.Siblings.SequenceEqual(message.Siblings))
        {
            item.Siblings = message.Siblings;
        }

        // Neither runs, so the row is what counts: a continuation may have been removed from elsewhere.
        var changed = !item.IsRunning && !message.IsRunning
            && (item.Status != message.Status || !string.Equals(item.Text, message.Text, StringComparison.Ordinal));
        return changed ? MessageItem.From(message) : item;
    }
}
