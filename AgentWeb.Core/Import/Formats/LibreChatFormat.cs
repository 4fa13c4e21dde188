using System.Text.Json;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import.Formats;

/// <summary>LibreChat's export: a list of messages that name their parents, or a tree of replies within what they answer.</summary>
internal sealed class LibreChatFormat : IConversationFormat
{
    private const string NoParent = "00000000-0000-0000-0000-000000000000";

    public string Name => "LibreChat";

    public bool Recognises(JsonElement value) => value.Member("conversationId") is not null
        && (value.Member("messagesTree") ?? value.Member("messages")) is { ValueKind: JsonValueKind.Array };

    public ImportedConversation Read(JsonElement value)
    {
        var messages = new List<ImportedMessage>();

        // A stack of our own: the tree is as deep as the conversation is long.
        var waiting = new Stack<(JsonElement Message, string? Parent)>();
        Push(waiting, value.Member("messagesTree") is null ? value.List("messages") : value.List("messagesTree"), parent: null);
        while (waiting.TryPop(out var next))
        {
            ImportTree.RequireRoom(messages.Count);
            var message = Message(next.Message, next.Parent, messages.Count);
            messages.Add(message);
            Push(waiting, next.Message.List("children"), message.Key);
        }

        return new() { Title = value.Text("title") ?? "", CreatedAt = value.Moment("createdAt"), LastActiveAt = value.Moment("updatedAt"), Messages = messages };
    }

    private static void Push(Stack<(JsonElement Message, string? Parent)> waiting, IEnumerable<JsonElement> messages, string? parent)
    {
        foreach (var message in messages.Reverse())
        {
            waiting.Push((message, parent));
        }
    }

    private static ImportedMessage Message(JsonElement message, string? above, int index)
    {
        var isPerson = message.Flag("isCreatedByUser");
        var parts = Parts.Join(message.Member("content") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : []);
        return new(
            message.Key("messageId") ?? $"#{index}",
            above ?? (message.Key("parentMessageId") is { } parent and not NoParent ? parent : null),
            isPerson ? MessageRole.User : MessageRole.Assistant,
            message.Text("text") is { Length: > 0 } text ? text : parts)
        {
            At = message.Moment("createdAt"),
            Model = isPerson ? null : message.Text("model"),
        };
    }
}
