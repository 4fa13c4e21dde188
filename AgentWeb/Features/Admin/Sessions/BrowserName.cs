namespace AgentWeb.Features.Admin.Sessions;

/// <summary>Says in two words what a browser or program calls itself in many.</summary>
internal static class BrowserName
{
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>Such as <c>Firefox, Linux</c>; of a program its name; a dash where it said nothing.</summary>
    public static string Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return "–";
        }

        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            ({ } b, { } s) => $"{b}, {s}",
            ({ } b, null) => b,
            _ => userAgent.Split('/', ' ')[0],
        };
    }

    private static string? Find((string Sign, string Name)[] known, string userAgent) =>
        Array.Find(known, k => userAgent.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
