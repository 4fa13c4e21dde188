using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.Chat;

/// <summary>What was read of a conversation to be shown.</summary>
/// <param name="Page">Its messages, from the first one that takes a place anew.</param>
/// <param name="Kept">How many of the messages that are shown stay in front of those as they are.</param>
/// <param name="Single">One of the messages that stay, read by itself since something was done with it; null when none was.</param>
internal sealed record TranscriptReading(TranscriptPage Page, int Kept = 0, TranscriptMessage? Single = null);
