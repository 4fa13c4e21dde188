namespace AgentWeb.Core.Messaging;

/// <summary>Tells which of a user's conversations changed.</summary>
public sealed class ConversationChanges : OwnedChanges
{
    /// <summary>Tells those watches of the user that asked for it that a conversation has another place in line.</summary>
    public void PublishPlace(Guid ownerId, Guid conversationId) => Publish(ownerId, conversationId, onlyPlace: true);
}
