using System.Text.Json;

namespace AgentWeb.Core.Import.Formats;

/// <summary>A way in which some program writes conversations. A new one is one class and one line in <see cref="ReadConversation"/>.</summary>
internal interface IConversationFormat
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Whether a value is a conversation of this format, by its content.</summary>
    bool Recognises(JsonElement value);

    /// <summary>Reads it.</summary>
    /// <exception cref="ImportRefusedException">It cannot be taken over.</exception>
    ImportedConversation Read(JsonElement value);
}
