namespace AgentWeb.Hosting;

/// <summary>Headers that keep a browser from doing with our pages what nobody asked for.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Scripts and style sheets only from files of this server. Style attributes are allowed: formulas are laid out with them, and they can
    /// neither run nor load anything that the other rules do not allow. Images: also what the browser itself made.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>
    /// Diagrams are drawn in a frame that is nobody's: an origin of its own, no network, no forms. There style elements are allowed, which
    /// Mermaid needs; what comes out of the frame is shown as a picture.
    /// </summary>
    private const string DiagramPolicy =
        "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; sandbox allow-scripts; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>
    /// A PDF that is opened is shown by a viewer of the browser's own, which Safari takes for a plug-in of the answer that it came in: with the rule of
    /// pages it stays blank. Nothing in a PDF runs as a script of this server.
    /// </summary>
    private const string PdfPolicy =
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Pdf = "application/pdf";

    private const string DiagramFrame = "/diagrams/frame.html";

    /// <summary>Scripts of the frame. It has no origin, so they must be open to any; they are public as they are.</summary>
    private static readonly PathString[] DiagramScripts = ["/diagrams", "/lib/mermaid"];

    /// <summary>Pages whose address is a secret: it must reach neither another server nor a search engine nor a cache.</summary>
    private const string SharePages = "/share";

    private const string PermissionsPolicy =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    /// <summary>Sets the headers on every response, and HSTS on those over HTTPS.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // At the start of the response, since error handling clears what was set before.
            context.Response.OnStarting(Set, context);
            return next(context);
        });
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
    }

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        var isFrame = context.Request.Path == DiagramFrame;
        var isPdf = string.Equals(context.Response.ContentType, Pdf, StringComparison.OrdinalIgnoreCase);
        headers.ContentSecurityPolicy = isFrame ? DiagramPolicy : isPdf ? PdfPolicy : ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = isFrame ? "SAMEORIGIN" : "DENY";
        if (Array.Exists(DiagramScripts, scripts => context.Request.Path.StartsWithSegments(scripts, StringComparison.Ordinal)))
        {
            headers.AccessControlAllowOrigin = "*";
        }

        var isShare = context.Request.Path.StartsWithSegments(SharePages, StringComparison.OrdinalIgnoreCase);
        headers["Referrer-Policy"] = isShare ? "no-referrer" : "same-origin";
        if (isShare)
        {
            headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
            headers.CacheControl = "no-store";
        }

        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
