using System.Globalization;
using AgentWeb.Core.Conversations;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.History;

/// <summary>The groups of the sidebar.</summary>
internal static class HistoryGroups
{
    /// <summary>The group a conversation belongs to: pinned, or the day it was last active on where its reader is.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="now">The moment it is shown, with the reader's offset.</param>
    /// <param name="words">The reader's language.</param>
    public static string NameOf(ConversationSummary conversation, DateTimeOffset now, IStringLocalizer<Words> words)
    {
        if (conversation.Pinned)
        {
            return words["Pinned"];
        }

        var days = (now.Date - conversation.LastActiveAt.ToOffset(now.Offset).Date).Days;
        return days switch
        {
            <= 0 => words["Today"],
            1 => words["Yesterday"],
            <= 7 => words["Previous 7 days"],
            _ => words["Older"],
        };
    }

    /// <summary>A day in few letters: the time of today, the day of this year, or the month of another one.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="now">The moment it is shown, with the reader's offset.</param>
    /// <param name="words">The reader's language.</param>
    public static string ShortDate(DateTimeOffset at, DateTimeOffset now, IStringLocalizer<Words> words)
    {
        var local = at.ToOffset(now.Offset);
        string format = local.Date == now.Date ? "HH:mm" : local.Year == now.Year ? words["d MMM"] : words["MMM yyyy"];
        return local.ToString(format, CultureInfo.CurrentCulture);
    }
}
