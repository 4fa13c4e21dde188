namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>Finds an installed browser; none is downloaded.</summary>
internal static class BrowserPath
{
    private const string Variable = "AGENTWEB_BROWSER";

    private static readonly string[] Places =
    [
        // Chromium without its windows: pages are the same, but each new context takes a tenth of the processor time.
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
        "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        @"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        @"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        @"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        @"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
        @"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>The browser's executable.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says what to do.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : throw new FileNotFoundException($"{Variable} names {chosen}, which does not exist.");
        }

        return Places.Select(Environment.ExpandEnvironmentVariables).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"No browser was found. Install Chromium (Debian: apt-get install chromium-headless-shell), Chrome or Edge, or let {Variable} name its executable.");
    }
}
