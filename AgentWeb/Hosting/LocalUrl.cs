namespace AgentWeb.Hosting;

/// <summary>Addresses that a form may lead to afterwards.</summary>
internal static class LocalUrl
{
    /// <summary>
    /// The address when it is a path of this server, else the start page. <c>//host</c> and <c>/\host</c> are other servers to a browser, and
    /// control characters would be dropped by it and could hide one.
    /// </summary>
    public static string OrHome(string? url) =>
        url is ['/', .. var rest] && !(rest is ['/' or '\\', ..]) && !url.Any(char.IsControl) ? url : "/";
}
