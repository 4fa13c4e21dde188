using System.Globalization;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using AgentWeb.Core.Search;

namespace AgentWeb.Api;

/// <summary>A place in the list of sessions or in what a search found, as text that clients hand back unread.</summary>
internal static class SessionCursor
{
    /// <summary>It was not made here, or for another question.</summary>
    public static Error Invalid { get; } = new("cursor_invalid", "cursor must be the next_cursor of an earlier answer to the same question.");

    public static string? Format(ConversationCursor? cursor) => cursor is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{(place.Pinned ? 1 : 0)}-{place.LastActiveAt.UtcTicks:x}-{place.Id:n}")
        : null;

    public static string? Format(SearchCursor? cursor) => cursor?.Place.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Reads it; none is the beginning.</summary>
    public static bool TryParse(string? text, out ConversationCursor? cursor)
    {
        cursor = null;
        if (text is null)
        {
            return true;
        }

        var parts = text.Split('-');
        if (parts.Length != 3
            || parts[0] is not ("0" or "1")
            || !long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < 0 || ticks > DateTime.MaxValue.Ticks
            || !Guid.TryParseExact(parts[2], "N", out var id))
        {
            return false;
        }

        cursor = new ConversationCursor(parts[0] == "1", new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }

    /// <summary>Reads it; none is the beginning.</summary>
    public static bool TryParse(string? text, out SearchCursor? cursor)
    {
        cursor = null;
        if (text is null)
        {
            return true;
        }

        if (!long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place) || place < 0)
        {
            return false;
        }

        cursor = new SearchCursor(place);
        return true;
    }
}
