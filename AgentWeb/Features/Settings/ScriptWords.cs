using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Settings;

/// <summary>The words that scripts say by themselves. A page that is not English carries them along for <c>js/words.js</c>.</summary>
internal static class ScriptWords
{
    /// <summary>The words in English, as the scripts have them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "A file was not uploaded, so the message is not sent yet. Try it again, remove it, or send the message without it.",
        "A message needs text, up to {0} characters: write what you want to know about the files.",
        "A message takes {0} files at most.",
        "About {0} of {1} tokens",
        "About {0} of {1} tokens: the oldest messages are left out",
        "Being sent",
        "Cancel {0}",
        "Copied",
        "Copy",
        "Diagram",
        "Diagram; the button Source above shows what it was drawn from",
        "Draw again",
        "Draws diagrams",
        "Edit",
        "Importing",
        "It could not be read.",
        "It may have arrived already. That shows once you are connected.",
        "It may have arrived already. The server had a problem and is asked again in a moment.",
        "It may have arrived already. The server had a problem: look whether it is there before you send it again.",
        "Not read",
        "Press Ctrl+C",
        "Processing of {0}",
        "Reading the file",
        "Reading {0}",
        "Remove",
        "Remove {0}",
        "Sending the file",
        "Source",
        "That is {0} characters; a message holds {1}. Your draft is unchanged.",
        "The browser does not let this page copy.",
        "The file has {0}; {1} is the limit.",
        "The file is larger than 50 MB. Export fewer conversations at once.",
        "The message is not sent. It is kept in the conversation it was written in, with its files.",
        "The message goes out as soon as its files are uploaded.",
        "The reply is there.",
        "The server refused the file.",
        "The server was not reached. Nothing was changed. Try again.",
        "There is no connection, so the message is not sent yet. It is kept here and goes out once you are connected.",
        "This diagram could not be drawn, so here is its source.",
        "Try {0} again",
        "Upload of {0}",
        "Uploading {0}",
        "Waits",
        "Waits to be read",
        "Without a title",
        "already here",
        "{0} characters were pasted. They are attached as {1}.",
        "{0} conversation was imported.",
        "{0} conversations were imported.",
        "{0} does not see pictures: it is only told that there is one.",
        "{0} hidden or empty one left out",
        "{0} hidden or empty ones left out",
        "{0} is ready",
        "{0} is uploaded",
        "{0} message",
        "{0} messages",
        "{0} of {1} conversation chosen",
        "{0} of {1} conversations chosen",
    ];

    /// <summary>Codes of failures that a script hears of from the API: those of an upload.</summary>
    private static readonly string[] Failures =
    [
        "body_too_large", "conversation_empty", "date_invalid", "duplicate_message_ids", "file_damaged", "file_empty", "file_encrypted",
        "file_missing", "file_nested_archive", "file_no_text", "file_parts_overlap", "file_parts_unsafe", "file_polyglot", "file_quota_reached", "file_too_large",
        "file_truncated", "file_type_mismatch", "file_type_not_allowed", "file_type_unknown", "file_xml_entities", "format_unknown",
        "internal_error", "malformed_json", "message_cycle", "not_signed_in", "nothing_found", "segments_invalid", "settings_invalid",
        "storage_full", "storage_unavailable", "text_invalid", "text_too_long", "too_many_conversations", "too_many_messages", "upload_again",
        "version_unknown", "wrong_type", "zip_invalid",
    ];

    /// <summary>The words by their English ones, as JSON that may stand in a script element; null in English, which needs none.</summary>
    public static string? Json(IStringLocalizer<Words> words)
    {
        // Asked for without arguments, which leaves the places for the script to fill.
        var spoken = All.Concat(Failures.Select(code => ErrorWords.Prefix + code)).Select(key => words[key]).Where(word => !word.ResourceNotFound)
            .ToDictionary(word => word.Name, word => word.Value, StringComparer.Ordinal);
        return spoken.Count == 0 ? null : JsonSerializer.Serialize(spoken); // Its encoder leaves no < that could end the element.
    }
}
