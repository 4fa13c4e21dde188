using AgentWeb.Core.Conversations;

namespace AgentWeb.Core.Chat;

/// <summary>What a page and its sidebar read between a message and the beginning of its reply, for <see cref="Rehearsal"/>.</summary>
internal sealed class RehearsedReads(
    GetConversation getConversation, ListConversations listConversations, ReadConversationSettings readSettings, ReadTranscript readTranscript, MarkSeen markSeen)
{
    private const int Few = 10;

    /// <summary>Reads all of it once.</summary>
    /// <param name="actor">Who owns the conversation.</param>
    /// <param name="conversationId">A conversation with a message.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task RunAsync(Guid actor, Guid conversationId, CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => ReadSidebarAsync(actor, conversationId, cancellationToken), cancellationToken),
        Task.Run(() => ReadPageAsync(actor, conversationId, cancellationToken), cancellationToken));

    private async Task ReadSidebarAsync(Guid actor, Guid conversationId, CancellationToken cancellationToken)
    {
        await listConversations.RunAsync(actor, after: null, take: 1, cancellationToken);
        await getConversation.RunAsync(actor, conversationId, cancellationToken);
        await markSeen.RunAsync(actor, conversationId, cancellationToken);
    }

    private async Task ReadPageAsync(Guid actor, Guid conversationId, CancellationToken cancellationToken)
    {
        await readTranscript.RunAsync(actor, conversationId, Few, beforeMessageId: null, cancellationToken);
        await readTranscript.RunAsync(actor, conversationId, Few, beforeMessageId: null, cancellationToken, afterSeq: 0);
        await readSettings.RunAsync(actor, conversationId, cancellationToken);
    }
}
