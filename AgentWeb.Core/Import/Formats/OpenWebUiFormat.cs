using System.Text.Json;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import.Formats;

/// <summary>Open WebUI's export: a chat with the tree of its messages, or in older versions only the list.</summary>
internal sealed class OpenWebUiFormat : IConversationFormat
{
    public string Name => "Open WebUI";

    public bool Recognises(JsonElement value) => value.Member("chat") is { ValueKind: JsonValueKind.Object } chat
        && (chat.Member("history") ?? chat.Member("messages")) is not null;

    public ImportedConversation Read(JsonElement value)
    {
        var chat = value.Object("chat")!.Value;
        var history = chat.Object("history");
        return new()
        {
            Title = value.Text("title") ?? chat.Text("title") ?? "",
            CreatedAt = value.Moment("created_at") ?? chat.Moment("timestamp"),
            LastActiveAt = value.Moment("updated_at"),
            ActiveLeaf = history?.Key("currentId"),
            Messages = history?.Object("messages") is { } tree ? [.. tree.EnumerateObject().Select(FromTree)] : FromList(chat),
        };
    }

    private static ImportedMessage FromTree(JsonProperty node) =>
        Message(node.Value, node.Value.Key("id") ?? node.NameOrRefuse(), node.Value.Key("parentId"));

    private static List<ImportedMessage> FromList(JsonElement chat)
    {
        var messages = new List<ImportedMessage>();
        foreach (var message in chat.List("messages"))
        {
            messages.Add(Message(message, message.Key("id") ?? $"#{messages.Count}", messages.Count == 0 ? null : messages[^1].Key));
        }

        return messages;
    }

    private static ImportedMessage Message(JsonElement message, string key, string? parent)
    {
        var role = Roles.Parse(message.Text("role"));
        var text = message.Member("content") is { ValueKind: JsonValueKind.Array } parts ? Parts.Join(parts.EnumerateArray()) : message.Text("content") ?? "";
        return new(key, parent, role, text)
        {
            At = message.Moment("timestamp"),
            Model = role == MessageRole.Assistant ? message.Text("modelName") ?? message.Text("model") : null,
        };
    }
}
