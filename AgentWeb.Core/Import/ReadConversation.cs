using System.Text.Json;
using AgentWeb.Core.Import.Formats;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Import;

/// <summary>Reads one conversation of a file, of whatever format it is.</summary>
internal static class ReadConversation
{
    private static readonly IConversationFormat[] Formats = [new AgentWebFormat(), new ChatGptFormat(), new OpenWebUiFormat(), new LibreChatFormat()];

    /// <summary>Whether it is one at all.</summary>
    public static bool Recognises(JsonElement value) => Array.Exists(Formats, format => format.Recognises(value));

    /// <summary>Reads it.</summary>
    /// <returns>The conversation, or why it is left out.</returns>
    public static Result<ReadableConversation> Run(JsonElement value)
    {
        if (Array.Find(Formats, format => format.Recognises(value)) is not { } format)
        {
            return new Error("format_unknown", "It is no conversation of AgentWeb, ChatGPT, Open WebUI or LibreChat.");
        }

        try
        {
            var conversation = format.Read(value);
            var messages = ImportTree.Place(conversation);
            return messages.Count == 0
                ? new Error("conversation_empty", "Nothing was said in it.")
                : new ReadableConversation(format.Name, conversation, messages);
        }
        catch (ImportRefusedException refused)
        {
            return refused.Error;
        }
    }

    /// <summary>The title of what is left out, as far as it can be told.</summary>
    public static string TitleOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object ? ImportTitle.Clean(value.Text("title") ?? "") : "";
        }
        catch (ImportRefusedException)
        {
            return "";
        }
    }
}

/// <summary>A conversation whose tree is in order.</summary>
/// <param name="Format">What wrote it.</param>
/// <param name="Conversation">What the file tells.</param>
/// <param name="Messages">The messages that come along, each after the one it follows; at least one.</param>
internal sealed record ReadableConversation(string Format, ImportedConversation Conversation, List<PlacedMessage> Messages)
{
    /// <summary>Its title, or the first words.</summary>
    public string Title { get; } = ImportTitle.Of(Conversation.Title, Messages[0].Message.Text);

    /// <summary>When it began, when that is known.</summary>
    public DateTimeOffset? CreatedAt { get; } = Conversation.CreatedAt ?? Messages.Min(m => m.Message.At);

    /// <summary>When it was last used, when that is known.</summary>
    public DateTimeOffset? LastActiveAt { get; } = Conversation.LastActiveAt ?? Messages.Max(m => m.Message.At) ?? Conversation.CreatedAt;

    /// <summary>Messages of the file that do not come along.</summary>
    public int LeftOut => Conversation.Messages.Count - Messages.Count;
}
