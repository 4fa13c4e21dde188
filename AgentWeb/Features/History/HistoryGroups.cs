using System.Globalization;
using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.History;

/// <summary>The groups of the sidebar.</summary>
internal static class HistoryGroups
{
    /// <summary>The group a conversation belongs to: pinned, or the day it was last active on where its reader is.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="now">The moment it is shown, with the reader's offset.</param>
    public static string NameOf(ConversationSummary conversation, DateTimeOffset now)
    {
        if (conversation.Pinned)
        {
            return "Pinned";
        }

        var days = (now.Date - conversation.LastActiveAt.ToOffset(now.Offset).Date).Days;
        return days switch
        {
            <= 0 => "Today",
            1 => "Yesterday",
            <= 7 => "Previous 7 days",
            _ => "Older",
        };
    }

    /// <summary>A day in few letters: the time of today, the day of this year, or the month of another one.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="now">The moment it is shown, with the reader's offset.</param>
    public static string ShortDate(DateTimeOffset at, DateTimeOffset now)
    {
        var local = at.ToOffset(now.Offset);
        var format = local.Date == now.Date ? "HH:mm" : local.Year == now.Year ? "d MMM" : "MMM yyyy";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }
}
