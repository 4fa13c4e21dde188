using AgentWeb.Api;

namespace AgentWeb.Hosting;

/// <summary>Tells whether somebody looks at a page, or a page or a program fetches something.</summary>
internal static class PageVisit
{
    /// <summary>
    /// Whether HTML is of use as an answer. A redirect to a form or an error page helps only whoever looks at it; an image, a style sheet
    /// or a call would get HTML in place of an answer.
    /// </summary>
    public static bool IsPageVisit(this HttpRequest request) =>
        !ApiPaths.IsApi(request.Path)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && (request.Headers.Accept.Count == 0 || AcceptsHtml(request.Headers.Accept.ToString()));

    private static bool AcceptsHtml(string accept) =>
        accept.Equals("*/*", StringComparison.Ordinal) || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
