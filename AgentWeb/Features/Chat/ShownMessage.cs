using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.Chat;

/// <summary>Brings what a page shows of a message together with what was read of it anew.</summary>
internal static class ShownMessage
{
    /// <summary>The message as it is shown from now on: the same object where what streams in it goes on.</summary>
    /// <param name="shown">How it is shown; null when it is not yet.</param>
    /// <param name="message">How it was read.</param>
    public static MessageItem Of(MessageItem? shown, TranscriptMessage message)
    {
        if (shown is not { } item)
        {
            return MessageItem.From(message);
        }

        // What streams or has ended here knows better than the row. News is a run that began elsewhere, and the end of one that was over
        // before it could be followed: its message and its job are read one after the other.
        if ((message.RunId is { } runId && item.RunId != runId) || (item is { IsRunning: true, RunId: null } && !message.IsRunning))
        {
            return MessageItem.From(message);
        }

        if (!item.Files.SequenceEqual(message.Files))
        {
            item.Files = message.Files;
        }

        if (!item.IsRunning && item.Citations.Count != message.Citations.Count)
        {
            item.Citations = message.Citations;
        }

        (item.ParentId, item.SegmentCount) = (message.ParentId, message.SegmentCount);
        (item.Feedback, item.FeedbackNote) = (message.Feedback, message.FeedbackNote);
        if (!item.Siblings.SequenceEqual(message.Siblings))
        {
            item.Siblings = message.Siblings;
        }

        // Neither runs, so the row is what counts: a continuation may have been removed from elsewhere.
        var changed = !item.IsRunning && !message.IsRunning
            && (item.Status != message.Status || !string.Equals(item.Text, message.Text, StringComparison.Ordinal));
        return changed ? MessageItem.From(message) : item;
    }
}
