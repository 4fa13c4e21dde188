namespace AgentWeb.Core.Messaging;

/// <summary>Tells which of a user's conversations changed.</summary>
public sealed class ConversationChanges : OwnedChanges
{
    /// <summary>Tells those watches of the user that asked for it that a conversation has another place in line.</summary>
    public void PublishPlace(Guid ownerId, Guid conversationId) => Publish(ownerId, conversationId, onlyPlace: true);

    /// <summary>
    /// Tells that a message is another one than before though the path leads over it as it did: it may stand far above the end, where nobody would
    /// look for what changed.
    /// </summary>
    public void PublishMessage(Guid ownerId, Guid conversationId, Guid messageId) => Publish(ownerId, conversationId, onlyPlace: false, messageId);
}
