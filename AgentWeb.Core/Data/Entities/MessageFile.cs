namespace AgentWeb.Core.Data.Entities;

/// <summary>A file that a person sent with a message. Deleting either takes this away.</summary>
public sealed class MessageFile
{
    /// <summary>The message.</summary>
    public Guid MessageId { get; set; }

    /// <summary>The file.</summary>
    public long FileSeq { get; set; }

    /// <summary>The message's conversation: what a conversation may be asked about is found by it.</summary>
    public Guid ConversationId { get; set; }

    /// <summary>Order within the message, from 0.</summary>
    public int Position { get; set; }
}
