using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Conversations;

/// <summary>What the names of folders and tags have to be like.</summary>
internal static class LabelRule
{
    /// <summary>A folder's name was refused.</summary>
    public static Error FolderInvalid { get; } = new("folder_invalid", $"A folder's name has 1 to {Folder.MaxNameLength} characters.");

    /// <summary>There is one of that name.</summary>
    public static Error FolderExists { get; } = new("folder_exists", "You have a folder of that name already.", ErrorKind.Conflict);

    /// <summary>Tags were refused.</summary>
    public static Error TagsInvalid { get; } = new(
        "tags_invalid",
        $"A conversation has at most {ConversationTag.MaxPerConversation} tags, and a tag 1 to {ConversationTag.MaxNameLength} characters and no comma.");

    /// <summary>The name in one line; null when there is none, it is too long, or it holds what cannot be shown.</summary>
    public static string? Tidy(string? name, int maxLength)
    {
        var tidy = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return tidy.Length > 0 && tidy.Length <= maxLength && tidy.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !Rune.IsControl(rune))
            ? tidy
            : null;
    }

    /// <summary>The tags without those that differ only in case; null when one of them, or their number, breaks a rule.</summary>
    public static IReadOnlyList<string>? TidyTags(IEnumerable<string?> tags)
    {
        var tidy = new List<string>();
        foreach (var tag in tags)
        {
            if (Tidy(tag?.TrimStart('#', ' '), ConversationTag.MaxNameLength) is not { } name || name.Contains(',', StringComparison.Ordinal))
            {
                return null;
            }

            tidy.Add(name);
        }

        var distinct = tidy.DistinctBy(Normalize, StringComparer.Ordinal).ToList();
        return distinct.Count <= ConversationTag.MaxPerConversation ? distinct : null;
    }

    /// <summary>The name as it is compared.</summary>
    public static string Normalize(string name) => name.ToUpperInvariant();
}
