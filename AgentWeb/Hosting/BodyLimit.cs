using Microsoft.AspNetCore.Http.Features;

namespace AgentWeb.Hosting;

/// <summary>
/// Refuses a body by its announced length, before Kestrel would. Kestrel closes the connection of a body that it refuses while the
/// caller is still writing, who then gets "broken pipe" in place of the sentence that says why; what it was not asked to read it
/// discards after the answer, for up to five seconds (the lingering close of RFC 9112, section 9.6).
/// </summary>
internal static class BodyLimit
{
    /// <summary>Refuses what is larger than the limit of its endpoint. Put after routing, which sets that, and before anything that reads.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { MaxRequestBodySize: { } limit })
        {
            RefuseAbove(context, limit);
        }

        return next(context);
    });

    /// <summary>Lets the body of this request be as large as this many bytes.</summary>
    /// <exception cref="BadHttpRequestException">It says that it is larger (413).</exception>
    public static void Set(HttpContext context, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        RefuseAbove(context, limit);
    }

    private static void RefuseAbove(HttpContext context, long limit)
    {
        if (context.Request.ContentLength > limit)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = null; // Or it would be refused again when it is discarded.
            }

            throw new BadHttpRequestException("The body is larger than the limit", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
