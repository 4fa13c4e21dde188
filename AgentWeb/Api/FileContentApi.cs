using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using Microsoft.Net.Http.Headers;

namespace AgentWeb.Api;

/// <summary><c>GET /api/v1/files/{file_id}/content</c>: the bytes, whole or in part, to their owner only.</summary>
internal static class FileContentApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapFileContent(this IEndpointRouteBuilder files) => files
        .MapGet("/{fileId}/content", ReadAsync)
        .WithSummary("The bytes of a file; ranges are answered. What a browser might run is always sent as an attachment")
        .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
        .Produces<byte[]>(StatusCodes.Status206PartialContent, "application/octet-stream")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ReadAsync(
        string fileId, ClaimsPrincipal user, HttpContext context, OpenFile open, CancellationToken cancellationToken, bool download = false)
    {
        if (!PublicId.TryParse(PublicId.File, fileId, out var id))
        {
            return Error.NotFound("file").ToHttp();
        }

        var opened = await open.RunAsync(user.UserId(), id, cancellationToken);
        return opened.ToHttp(content => Send(context, content, download));
    }

    private static IResult Send(HttpContext context, FileContent content, bool download)
    {
        var shown = ShownAs(content.File);
        var disposition = new ContentDispositionHeaderValue(shown is null || download ? "attachment" : "inline");
        disposition.SetHttpFileName(content.File.Name); // In ASCII, and as RFC 5987 has it.
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "private, no-cache"; // Asked again each time: access may have ended, the file be deleted.
        return TypedResults.Stream(
            content.Content, shown ?? "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{content.Hash}\""), enableRangeProcessing: true);
    }

    /// <summary>The media type of what a browser shows and cannot run; null for everything else.</summary>
    private static string? ShownAs(FileSummary file) => file.Kind switch
    {
        FileKind.Image or FileKind.Pdf => file.ContentType,
        FileKind.Text or FileKind.Markdown or FileKind.Csv or FileKind.Code or FileKind.Json => "text/plain; charset=utf-8",
        _ => null,
    };
}
