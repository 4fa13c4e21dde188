using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Features.Chat;

/// <summary>Something a person wants done with a message.</summary>
/// <param name="MessageId">The message.</param>
public abstract record MessageCommand(Guid MessageId)
{
    /// <summary>Why it was refused, in words; null before it was done, and when it was.</summary>
    public string? Refused { get; set; }

    /// <summary>Answer the question again, as a sibling.</summary>
    /// <param name="MessageId">The reply.</param>
    /// <param name="ModelKey">The model to ask; null asks the same one.</param>
    public sealed record Regenerate(Guid MessageId, string? ModelKey = null) : MessageCommand(MessageId);

    /// <summary>Keep what the reader thinks of a reply.</summary>
    public sealed record Rate(Guid MessageId, MessageFeedback? Feedback, string? Note) : MessageCommand(MessageId);

    /// <summary>Start a conversation from here.</summary>
    public sealed record Branch(Guid MessageId) : MessageCommand(MessageId);

    /// <summary>Go on with the reply.</summary>
    public sealed record Continue(Guid MessageId) : MessageCommand(MessageId);

    /// <summary>Take the last continuation away.</summary>
    public sealed record RemoveContinuation(Guid MessageId) : MessageCommand(MessageId);

    /// <summary>Say it differently, as a sibling.</summary>
    public sealed record Edit(Guid MessageId, string Text) : MessageCommand(MessageId);

    /// <summary>Show this version.</summary>
    public sealed record Select(Guid MessageId) : MessageCommand(MessageId);

    /// <summary>Delete it with what hangs below.</summary>
    public sealed record Delete(Guid MessageId) : MessageCommand(MessageId);
}
