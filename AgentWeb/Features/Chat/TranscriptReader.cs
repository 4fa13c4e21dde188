using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>Reads what a page shows of a conversation: no more of it than can have changed.</summary>
internal sealed class TranscriptReader(ReadTranscript readTranscript, ReadConversationSettings readSettings, Guid ownerId)
{
    private const int PageSize = 50;
    private const int MostSingles = 5; // Messages; all that is shown is read rather than more of them one by one.

    /// <summary>Reads how the conversation is held; null when it is gone.</summary>
    public async Task<ConversationSettings?> SettingsAsync(Guid conversationId, CancellationToken cancellationToken) =>
        (await readSettings.RunAsync(ownerId, conversationId, cancellationToken)).Value;

    /// <summary>Reads its end.</summary>
    public async Task<Result<TranscriptReading>> EndAsync(Guid conversationId, CancellationToken cancellationToken) =>
        Of(await readTranscript.RunAsync(ownerId, conversationId, PageSize, beforeMessageId: null, cancellationToken));

    /// <summary>Reads a message with those that follow it, and some that come before it.</summary>
    public async Task<Result<TranscriptReading>> AroundAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        var page = await FromAsync(conversationId, messageId, PageSize, cancellationToken);
        if (!page.Succeeded || !page.Value.HasOlder)
        {
            return Of(page);
        }

        var older = await BeforeAsync(conversationId, messageId, cancellationToken);
        return older.Succeeded && Precedes(older.Value, page.Value.Messages[0].ParentId)
            ? new TranscriptReading(page.Value with { Messages = [.. older.Value.Messages, .. page.Value.Messages], OlderSeq = older.Value.OlderSeq })
            : Of(page);
    }

    /// <summary>Reads the page before the first message that is shown.</summary>
    /// <returns>Null when nothing on the path leads to that message any more.</returns>
    public async Task<TranscriptPage?> OlderAsync(Guid conversationId, MessageItem first, CancellationToken cancellationToken)
    {
        var page = await BeforeAsync(conversationId, first.Id, cancellationToken);
        return page.Succeeded && Precedes(page.Value, first.ParentId) ? page.Value : null;
    }

    /// <summary>Reads the page after the last message that is shown; that message comes first in it.</summary>
    /// <returns>Null when that message is not on the path any more.</returns>
    public async Task<TranscriptPage?> NewerAsync(Guid conversationId, MessageItem last, CancellationToken cancellationToken) =>
        (await FromAsync(conversationId, last.Id, PageSize + 1, cancellationToken)).Value;

    /// <summary>
    /// Reads anew what is shown. A message follows the same one for ever: where the last ones are on the path, so are those before them, and
    /// they need not be read, however many were scrolled in. All are read where the path was left among them.
    /// </summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="shown">The messages that are shown.</param>
    /// <param name="olderSeq">The number of the message before the first of them; null when there is none.</param>
    /// <param name="hasNewer">Whether there are messages behind the last of them.</param>
    /// <param name="about">Those of them that are read wherever they stand; what is not among them does not matter.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<TranscriptReading>> AgainAsync(
        Guid conversationId, List<MessageItem> shown, long? olderSeq, bool hasNewer, IReadOnlyCollection<Guid> about, CancellationToken cancellationToken)
    {
        if (shown.Count > PageSize)
        {
            var last = hasNewer ? await LastAsync(conversationId, shown, cancellationToken) : await TailAsync(conversationId, shown, cancellationToken);
            if (last is not null && await WithAsync(about, conversationId, shown, last, cancellationToken) is { } reading)
            {
                return reading;
            }
        }

        return await WholeAsync(conversationId, shown, olderSeq, hasNewer, cancellationToken);
    }

    private static Result<TranscriptReading> Of(Result<TranscriptPage> page) => page.Succeeded ? new TranscriptReading(page.Value) : page.Error;

    /// <summary>Whether a page ends with the message that another one follows.</summary>
    private static bool Precedes(TranscriptPage page, Guid? parentId) => page.Messages.Count > 0 && page.Messages[^1].Id == parentId;

    private Task<Result<TranscriptPage>> FromAsync(Guid conversationId, Guid messageId, int limit, CancellationToken cancellationToken) =>
        readTranscript.RunAsync(ownerId, conversationId, limit, beforeMessageId: null, cancellationToken, from: messageId);

    private Task<Result<TranscriptPage>> BeforeAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken) =>
        readTranscript.RunAsync(ownerId, conversationId, PageSize, messageId, cancellationToken);

    /// <summary>Reads one message; null when it is not on the path any more.</summary>
    private async Task<TranscriptPage?> OneAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        var page = await FromAsync(conversationId, messageId, limit: 1, cancellationToken);
        return page is { Succeeded: true, Value: { Messages: [var one] } found } && one.Id == messageId ? found : null;
    }

    /// <summary>Reads the end; null when it does not lead to what is shown before it.</summary>
    private async Task<TranscriptReading?> TailAsync(Guid conversationId, List<MessageItem> shown, CancellationToken cancellationToken)
    {
        var end = await EndAsync(conversationId, cancellationToken);
        if (end is not { Succeeded: true, Value: { Page.Messages: [var first, ..] } reading })
        {
            return null;
        }

        var at = shown.FindLastIndex(m => m.Id == first.Id || m.Id == first.ParentId);
        return at < 0 ? null : reading with { Kept = shown[at].Id == first.Id ? at : at + 1 };
    }

    /// <summary>Reads the last message that is shown, where others follow it; null when it is not on the path any more.</summary>
    private async Task<TranscriptReading?> LastAsync(Guid conversationId, List<MessageItem> shown, CancellationToken cancellationToken) =>
        await OneAsync(conversationId, shown[^1].Id, cancellationToken) is { } last ? new TranscriptReading(last, Kept: shown.Count - 1) : null;

    /// <summary>Adds some of the messages that stay; null when one of those is not on the path any more, or there are too many of them.</summary>
    private async Task<TranscriptReading?> WithAsync(
        IReadOnlyCollection<Guid> about, Guid conversationId, List<MessageItem> shown, TranscriptReading reading, CancellationToken cancellationToken)
    {
        HashSet<Guid> wanted = [.. about];
        var staying = wanted.Count == 0 ? [] : shown.Take(reading.Kept).Where(m => wanted.Contains(m.Id)).ToList();
        if (staying.Count > MostSingles)
        {
            return null;
        }

        List<TranscriptMessage> singles = [];
        foreach (var message in staying)
        {
            if (await OneAsync(conversationId, message.Id, cancellationToken) is not { } one)
            {
                return null;
            }

            singles.Add(one.Messages[0]);
        }

        return reading with { Singles = singles };
    }

    /// <summary>
    /// Reads the path from behind the message that was before the first one: the same place also when the first one made way for another
    /// version. As many as were shown, and what came behind them where that was the end.
    /// </summary>
    private async Task<Result<TranscriptReading>> WholeAsync(
        Guid conversationId, List<MessageItem> shown, long? olderSeq, bool hasNewer, CancellationToken cancellationToken)
    {
        var most = Math.Max(shown.Count, PageSize) + (hasNewer ? 0 : PageSize);
        var page = await readTranscript.RunAsync(ownerId, conversationId, most, beforeMessageId: null, cancellationToken, afterSeq: olderSeq ?? 0);
        while (page is { Succeeded: true, Value: { HasNewer: true } read } && read.Messages.Count < most)
        {
            var next = await readTranscript.RunAsync(
                ownerId, conversationId, most - read.Messages.Count, beforeMessageId: null, cancellationToken, afterSeq: read.Messages[^1].Seq);
            if (!next.Succeeded || next.Value.Messages.Count == 0 || next.Value.Messages[0].ParentId != read.Messages[^1].Id)
            {
                break; // The path was left meanwhile, which is told, and read then.
            }

            page = read with { Messages = [.. read.Messages, .. next.Value.Messages], HasNewer = next.Value.HasNewer };
        }

        return page is { Succeeded: true, Value.Messages.Count: 0 } ? await EndAsync(conversationId, cancellationToken) : Of(page);
    }
}
