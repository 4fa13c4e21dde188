namespace AgentWeb.Features.History;

/// <summary>The groups of the sidebar.</summary>
internal static class HistoryGroups
{
    /// <summary>The group a conversation belongs to, by the day it was last active on.</summary>
    /// <param name="lastActiveAt">When something last happened in it.</param>
    /// <param name="now">The moment it is shown.</param>
    public static string NameOf(DateTimeOffset lastActiveAt, DateTimeOffset now)
    {
        var days = (now.Date - lastActiveAt.ToOffset(now.Offset).Date).Days;
        return days switch
        {
            <= 0 => "Today",
            1 => "Yesterday",
            <= 7 => "Previous 7 days",
            _ => "Older",
        };
    }
}
