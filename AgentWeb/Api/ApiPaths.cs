namespace AgentWeb.Api;

/// <summary>What belongs to programs.</summary>
internal static class ApiPaths
{
    /// <summary>What our own API starts with.</summary>
    public const string V1 = "/api/v1";

    private static readonly PathString[] Prefixes = ["/api", "/v1", "/ws", "/openapi", "/health"];

    /// <summary>Whether a path is answered with JSON, errors included, and never with a page or a redirect.</summary>
    public static bool IsApi(PathString path) =>
        Prefixes.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
