using AgentWeb.Api;
using AgentWeb.Features.Errors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentWeb.Hosting;

/// <summary>Gives every error without a body one: a problem for programs, a page for people.</summary>
internal static class ErrorResponses
{
    /// <summary>Registers the handler of exceptions.</summary>
    public static void AddErrorResponses(this IServiceCollection services) => services.AddExceptionHandler<UnhandledExceptions>();

    /// <summary>Catches exceptions, and error statuses that come without a body.</summary>
    public static void UseErrorResponses(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });

        // Not UseStatusCodePages: it takes a content type for a body, and a refused form has the one without the other.
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null } && !context.WebSockets.IsWebSocketRequest)
            {
                await WriteAsync(context, ForStatus(context));
            }
        });
    }

    /// <summary>Writes the error in the form that the caller can read; whoever fetches a file gets the status alone.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        if (ApiPaths.IsApi(context.Request.Path))
        {
            await problem.ExecuteAsync(context);
        }
        else if (context.Request.IsPageVisit())
        {
            await WritePageAsync(context, problem);
        }
    }

    /// <summary>In a scope of its own: a page may have begun in the request's, and its services serve one page.</summary>
    private static async Task WritePageAsync(HttpContext context, Problem problem)
    {
        var page = new RazorComponentResult<StatusPage>(new { problem.Status, problem.Code, Message = problem.Detail, TraceId = TraceId.Of(context) })
        {
            StatusCode = problem.Status,
            PreventStreamingRendering = true,
        };
        context.Response.Headers.Remove("blazor-enhanced-nav"); // The page that failed may have set it, and this one adds its own.
        var outer = context.RequestServices;
        await using var scope = context.RequestServices.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await page.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = outer;
        }
    }

    private static Problem ForStatus(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && context.Response.StatusCode == StatusCodes.Status400BadRequest
            ? new(StatusCodes.Status400BadRequest, "antiforgery_token_invalid", "This form is out of date. Reload its page and send it again.")
            : Problem.ForStatus(context.Response.StatusCode);
}
