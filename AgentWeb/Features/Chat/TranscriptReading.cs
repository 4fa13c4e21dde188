using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.Chat;

/// <summary>What was read of a conversation to be shown.</summary>
/// <param name="Page">Its messages, from the first one that takes a place anew.</param>
/// <param name="Kept">How many of the messages that are shown stay in front of those as they are.</param>
/// <param name="Singles">Those of the messages that stay which were read by themselves, since something was done with them.</param>
internal sealed record TranscriptReading(TranscriptPage Page, int Kept = 0, IReadOnlyList<TranscriptMessage>? Singles = null);
