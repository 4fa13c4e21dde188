namespace AgentWeb.Features.Chat;

/// <summary>Something a person wants done with a message.</summary>
/// <param name="MessageId">The message.</param>
public abstract record MessageCommand(Guid MessageId)
{
    /// <summary>Answer the question again, as a sibling.</summary>
    public sealed record Regenerate(Guid MessageId) : MessageCommand(MessageId);

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
