using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentWeb.Features.Chat;

/// <summary>A message as the browser kept it from Enter on, however long ago that is. What it says is checked as if it was typed now.</summary>
/// <param name="Text">What the person wrote.</param>
/// <param name="Id">The browser's own id of it.</param>
/// <param name="Conversation">The conversation it was written in, as in the key of its draft.</param>
/// <param name="Files">The files that go with it.</param>
/// <param name="Model">The model that was chosen; null where none was yet.</param>
/// <param name="Opening">How a conversation that it makes is to be held; null where it goes to one that is there.</param>
/// <param name="IsHere">Whether the person is still in the chat that they wrote it in.</param>
public sealed record WrittenMessage(
    string Text, string Id, string Conversation, IReadOnlyList<string>? Files = null, string? Model = null, WrittenOpening? Opening = null,
    bool IsHere = true)
{
    /// <summary>
    /// Reads what the browser sent. Were it a parameter of its own type, each circuit would find out anew how to read it, at the cost of its first
    /// message.
    /// </summary>
    /// <exception cref="JsonException">It is something else.</exception>
    internal static WrittenMessage Read(JsonElement sent) =>
        sent.Deserialize(WrittenMessageJson.Default.WrittenMessage) ?? throw new JsonException("There is no message.");
}

/// <summary>How a message is read, written at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WrittenMessage))]
internal sealed partial class WrittenMessageJson : JsonSerializerContext;
