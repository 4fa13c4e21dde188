using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Tests.Fakes;

/// <summary>A stored conversation with everything that one can have: versions, a continued reply, reasoning, a failure.</summary>
public static class SeededConversation
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Stores it.</summary>
    public static async Task<Conversation> SeedAsync(this TestServer server, Guid ownerId, string title = "Pruning roses", int exchanges = 0)
    {
        var conversation = new Conversation
        {
            Id = Guid.CreateVersion7(),
            OwnerId = ownerId,
            Title = title,
            CreatedAt = Start,
            LastActiveAt = Start.AddMinutes(9),
            Instructions = "Be brief.",
            Temperature = 0.5,
            Pinned = true,
        };
        conversation.Tags.Add(new() { ConversationId = conversation.Id, OwnerId = ownerId, Name = "Garden", NormalizedName = "GARDEN" });
        var rows = new List<Message>();
        Message Add(Message? parent, MessageRole role, string text, bool active, MessageStatus status = MessageStatus.Complete)
        {
            rows.Add(new()
            {
                Id = Guid.CreateVersion7(),
                ConversationId = conversation.Id,
                OwnerId = ownerId,
                ParentId = parent?.Id,
                Seq = rows.Count + 1,
                Role = role,
                Text = text,
                OnActivePath = active,
                Status = status,
                CreatedAt = Start.AddMinutes(rows.Count),
                ModelKey = role == MessageRole.Assistant ? "fake/small" : null,
            });
            return rows[^1];
        }

        var question = Add(parent: null, MessageRole.User, "When do I prune?\n\n<b>Roses</b>, I mean.", active: true);
        var first = Add(question, MessageRole.Assistant, "In spring.", active: false);
        var second = Add(question, MessageRole.Assistant, "In **March**, above a bud.", active: true, MessageStatus.Stopped);
        second.Segments = [Part(0, 12, MessageStatus.Stopped), Part(12, 14, MessageStatus.Stopped)];
        second.ContentBlocks = [new() { Type = ContentBlock.Reasoning, Text = "Roses bloom on new wood.", DurationMs = 1200 }];
        second.Usage = new() { InputTokens = 12, OutputTokens = 7 };
        (second.Feedback, second.FeedbackNote) = (MessageFeedback.Good, "It grew.");
        Add(first, MessageRole.User, "Another branch.", active: false);
        var last = Add(second, MessageRole.User, "Thanks 👍", active: true);
        var failed = Add(last, MessageRole.Assistant, "", active: true, MessageStatus.Error);
        (failed.ErrorCode, failed.ErrorMessage) = ("upstream_timeout", "The model server did not answer.");
        for (var (i, parent) = (0, failed); i < exchanges; i++)
        {
            parent = Add(Add(parent, MessageRole.User, $"Question {i}", active: true), MessageRole.Assistant, $"Answer {i}", active: true);
        }

        conversation.LastSeq = conversation.MessageCount = rows.Count;
        await using var db = server.OpenDatabase();
        db.Add(conversation);
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return conversation;
    }

    private static MessageSegment Part(int start, int length, MessageStatus status) => new() { RunId = Guid.CreateVersion7(), Start = start, Length = length, Status = status };
}
