using System.Globalization;

namespace AgentWeb.Core.Models.Offline.Dates;

/// <summary>Writes dates as people read them, the same for every locale of the server.</summary>
internal static class DateText
{
    /// <summary>"2025-11-20".</summary>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"Thursday, 20 November 2025".</summary>
    public static string Of(DateOnly date) => date.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
}
