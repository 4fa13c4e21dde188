namespace AgentWeb.Components.Shared;

/// <summary>Names a browser and its system as people do. What it does not know it gives as it calls itself, shortened.</summary>
public static class DeviceName
{
    private const int MaxLength = 60;

    /// <summary>What tells browsers; those that call themselves by another's name as well come first.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi", "Vivaldi"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("HeadlessChrome", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("python", "Python"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>The browser and the system; either may be missing, and both are when nothing was said.</summary>
    public static (string? Browser, string? System) Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return (null, null);
        }

        var system = Find(Systems, userAgent);
        return (Find(Browsers, userAgent) ?? (system is null ? userAgent[..Math.Min(userAgent.Length, MaxLength)] : null), system);
    }

    private static string? Find((string Sign, string Name)[] names, string text) =>
        Array.Find(names, known => text.Contains(known.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}
