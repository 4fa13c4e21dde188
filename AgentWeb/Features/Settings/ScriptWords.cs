using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Settings;

/// <summary>The words that scripts say by themselves. A page that is not English carries them along for <c>js/words.js</c>.</summary>
internal static class ScriptWords
{
    /// <summary>The words in English, as the scripts have them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "About {0} of {1} tokens",
        "About {0} of {1} tokens: the oldest messages are left out",
        "Copied",
        "Copy",
        "Diagram",
        "Diagram; the button Source above shows what it was drawn from",
        "Draws diagrams",
        "Edit",
        "Press Ctrl+C",
        "Remove",
        "Source",
        "That is {0} characters; a message holds {1}. Your draft is unchanged.",
        "There is no connection, so the message is not sent yet. It is kept here and goes out once you are connected.",
        "This diagram could not be drawn, so here is its source.",
    ];

    /// <summary>The words by their English ones, as JSON that may stand in a script element; null in English, which needs none.</summary>
    public static string? Json(IStringLocalizer<Words> words)
    {
        // Asked for without arguments, which leaves the places for the script to fill.
        var spoken = All.Select(english => words[english]).Where(word => !word.ResourceNotFound).ToDictionary(word => word.Name, word => word.Value, StringComparer.Ordinal);
        return spoken.Count == 0 ? null : JsonSerializer.Serialize(spoken); // Its encoder leaves no < that could end the element.
    }
}
