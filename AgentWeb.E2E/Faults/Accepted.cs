namespace AgentWeb.E2E.Faults;

/// <summary>A message that the server accepted, and must not lose.</summary>
/// <param name="By">Who sent it.</param>
/// <param name="Text">What it says; unlike any other message.</param>
/// <param name="ClientMessageId">The sender's id of it.</param>
/// <param name="SessionId">The conversation.</param>
/// <param name="RunId">The run that answers it.</param>
/// <param name="UserMessageId">The message.</param>
/// <param name="MessageId">The reply.</param>
internal sealed record Accepted(
    Person By, string Text, string ClientMessageId, string SessionId, string RunId, string UserMessageId, string MessageId);
