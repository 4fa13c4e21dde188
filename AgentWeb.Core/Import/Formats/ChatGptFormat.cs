using System.Text.Json;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import.Formats;

/// <summary>
/// ChatGPT's <c>conversations.json</c>: a tree of nodes by identifier. System messages, tool calls and what is marked hidden come not along;
/// what follows them follows what they followed.
/// </summary>
internal sealed class ChatGptFormat : IConversationFormat
{
    public string Name => "ChatGPT";

    public bool Recognises(JsonElement value) => value.Member("mapping") is { ValueKind: JsonValueKind.Object };

    public ImportedConversation Read(JsonElement value) => new()
    {
        Title = value.Text("title") ?? "",
        CreatedAt = value.Moment("create_time"),
        LastActiveAt = value.Moment("update_time"),
        ActiveLeaf = value.Key("current_node"),
        Messages = [.. value.Object("mapping")!.Value.EnumerateObject().Select(Node)],
    };

    private static ImportedMessage Node(JsonProperty node)
    {
        var key = node.Value.Key("id") ?? node.NameOrRefuse();
        var parent = node.Value.Key("parent");
        if (node.Value.Object("message") is not { } message)
        {
            return new(key, parent, Role: null, "");
        }

        var metadata = message.Object("metadata");
        var role = message.Object("author") is { } author ? Roles.Parse(author.Text("role")) : null;
        var hidden = metadata?.Flag("is_visually_hidden_from_conversation") == true
            || (role == MessageRole.Assistant && message.Text("recipient") is { } recipient && recipient is not "all");
        return new(key, parent, hidden ? null : role, message.Object("content") is { } content ? TextOf(content) : "")
        {
            At = message.Moment("create_time"),
            Model = role == MessageRole.Assistant ? metadata?.Text("model_slug") : null,
        };
    }

    private static string TextOf(JsonElement content) => content.Text("content_type") switch
    {
        "code" => Fenced(content.Text("language"), content.Text("text") ?? ""),
        "execution_output" => Fenced(language: null, content.Text("text") ?? ""),
        "thoughts" or "reasoning_recap" or "user_editable_context" or "model_editable_context" => "",
        _ => Parts.Join(content.List("parts")) is { Length: > 0 } parts ? parts : content.Text("text") ?? "",
    };

    private static string Fenced(string? language, string code) =>
        code.Length == 0 ? "" : $"```{(language is null or "unknown" ? "" : language)}\n{code}\n```";
}
