using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import;

/// <summary>The rows that a conversation of a file becomes. All identifiers are new: a file can come twice, or to several people.</summary>
internal static class NewRows
{
    private const int MaxModelLength = 256;

    /// <summary>The conversation and its messages, those that are followed first.</summary>
    public static (Conversation Conversation, List<Message> Messages) Of(Guid ownerId, ReadableConversation read, DateTimeOffset now)
    {
        var createdAt = Past(read.CreatedAt, now) ?? now;
        var conversation = new Conversation
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = ownerId,
            Title = read.Title,
            TitleSource = TitleSource.Person, // No model is asked for another one.
            CreatedAt = createdAt,
            LastActiveAt = Past(read.LastActiveAt, now) ?? createdAt,
            MessageCount = read.Messages.Count,
            LastSeq = read.Messages.Count,
        };
        read.Conversation.Restore?.Invoke(conversation);
        var messages = new List<Message>(read.Messages.Count);
        foreach (var place in read.Messages)
        {
            messages.Add(place.Stored = MessageOf(conversation, place, messages.Count + 1, now));
        }

        return (conversation, messages);
    }

    private static Message MessageOf(Conversation conversation, PlacedMessage place, long seq, DateTimeOffset now)
    {
        var imported = place.Message;
        var at = Past(imported.At, now) ?? place.Above?.Stored!.CreatedAt ?? conversation.CreatedAt;
        var message = new Message
        {
            Id = Guid.CreateVersion7(now),
            ConversationId = conversation.Id,
            OwnerId = conversation.OwnerId,
            ParentId = place.Above?.Stored!.Id,
            Seq = seq,
            OnActivePath = place.OnActivePath,
            Role = imported.Role!.Value,
            Status = imported.Status,
            Text = imported.Text,
            ContentBlocks = [.. imported.Blocks],
            ModelKey = imported.Model is { Length: > 0 and <= MaxModelLength } model ? model : null,
            CreatedAt = at,
            CompletedAt = at,
        };
        imported.Restore?.Invoke(message);
        return message;
    }

    /// <summary>Clocks differ, but nothing is from tomorrow: it would stand at the top for ever.</summary>
    private static DateTimeOffset? Past(DateTimeOffset? moment, DateTimeOffset now) => moment > now ? now : moment;
}
