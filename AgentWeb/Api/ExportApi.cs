using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Export;
using AgentWeb.Core.Results;
using Microsoft.Net.Http.Headers;

namespace AgentWeb.Api;

/// <summary>What people take along: single conversations, and everything.</summary>
internal static class ExportApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapExportApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiPaths.V1 + "/sessions/{sessionId}/export", ExportAsync)
            .WithTags("sessions")
            .WithSummary("A session as a file: its active path as Markdown (md) or text (txt), or all of it as JSON (json), which an import restores")
            .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: ["text/markdown", "text/plain"])
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet(ApiPaths.V1 + "/account/export", ExportAccountAsync)
            .WithTags("account")
            .WithSummary("Everything of the account as a ZIP: all sessions as JSON, settings, saved prompts, the account without its secrets, its sign-ins, keys and use, files with their bytes")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
    }

    private static async Task<IResult> ExportAsync(
        string sessionId, ClaimsPrincipal user, HttpContext context, ExportConversation export, CancellationToken cancellationToken, string? format = null)
    {
        if (!PublicId.TryParse(PublicId.Session, sessionId, out var id))
        {
            return Error.NotFound("conversation").ToHttp();
        }

        var exported = await export.RunAsync(user.UserId(), id, format, cancellationToken);
        return exported.ToHttp(file => Download(context, file.FileName, file.ContentType, file.WriteAsync));
    }

    private static async Task<IResult> ExportAccountAsync(
        ClaimsPrincipal user, HttpContext context, ExportAccount export, CancellationToken cancellationToken)
    {
        var exported = await export.RunAsync(user.UserId(), cancellationToken);
        return exported.ToHttp(file => Download(context, file.FileName, "application/zip", file.WriteAsync));
    }

    private static IResult Download(HttpContext context, string fileName, string contentType, Func<Stream, CancellationToken, Task> write)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName); // In ASCII, and as RFC 5987 has it.
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(target => write(target, context.RequestAborted), contentType);
    }
}
