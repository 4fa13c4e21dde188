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

    private const string PermissionsPolicy =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    /// <summary>Sets the headers on every response, and HSTS on those over HTTPS.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // At the start of the response, since error handling clears what was set before.
            context.Response.OnStarting(Set, context.Response);
            return next(context);
        });
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
    }

    private static Task Set(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
