using System.Text.Json;

namespace AgentWeb.Core.Import.Formats;

/// <summary>Texts that come in parts, between pictures and files.</summary>
internal static class Parts
{
    /// <summary>The texts of a list; a picture or file leaves a word that it was there.</summary>
    public static string Join(IEnumerable<JsonElement> parts) =>
        string.Join("\n\n", parts.Select(TextOf).Where(text => text.Length > 0));

    private static string TextOf(JsonElement part) => part switch
    {
        { ValueKind: JsonValueKind.String } => part.AsText(),
        { ValueKind: JsonValueKind.Object } => OfObject(part),
        { ValueKind: JsonValueKind.Null } => "",
        _ => throw JsonReading.Wrong("parts"),
    };

    private static string OfObject(JsonElement part) => (part.Text("content_type") ?? part.Text("type")) switch
    {
        "text" or "audio_transcription" => part.Text("text") ?? "",
        "image_asset_pointer" or "image_url" or "image_file" => "*(A picture was here.)*",
        "think" or "tool_call" => "",
        _ => part.Text("text") ?? "",
    };
}
