namespace AgentWeb.Hosting;

/// <summary>
/// Lets routing's own refusals, 405 and 415, be heard. They are endpoints without any metadata, so the fallback policy would answer 401 in
/// their place, also at the door itself. (Nothing is given away: the OpenAPI document says which methods there are.)
/// </summary>
internal static class RoutingRefusals
{
    /// <summary>Between routing and authorization.</summary>
    public static void UseRoutingRefusals(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint() is { RequestDelegate: { } refuse } endpoint and not RouteEndpoint && endpoint.Metadata.Count == 0
            ? refuse(context)
            : next(context));
}
