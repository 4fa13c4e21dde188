using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;

namespace AgentWeb.Features.Chat;

/// <summary>What a person does with the whole conversation. None of it is cancelled with the page: what was asked for happens.</summary>
internal sealed class ConversationCommands(ChangeConversation change, EndConversation end, ReopenConversation reopen)
{
    /// <summary>Holds it differently from now on.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public Task<Error?> HoldAsync(Guid ownerId, Guid conversationId, ConversationSettings settings) =>
        AttemptAsync(() => change.RunAsync(ownerId, new(conversationId, Settings: settings), CancellationToken.None));

    /// <summary>Ends it; the summary follows when it is written.</summary>
    public Task<Error?> EndAsync(Guid ownerId, Guid conversationId) =>
        AttemptAsync(() => end.RunAsync(ownerId, conversationId, TimeSpan.Zero, CancellationToken.None));

    /// <summary>Lets it take messages again.</summary>
    public Task<Error?> ReopenAsync(Guid ownerId, Guid conversationId) =>
        AttemptAsync(() => reopen.RunAsync(ownerId, conversationId, CancellationToken.None));

    private static async Task<Error?> AttemptAsync<T>(Func<Task<Result<T>>> useCase) => (await StorageAttempt.RunAsync(useCase)).Error;
}
