using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/files</c>: upload, follow the processing, list, read, delete.</summary>
internal static class FilesApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapFilesApi(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup(ApiPaths.V1 + "/files").WithTags("files");
        files.MapPost("/upload", UploadAsync)
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // Set by the handler, to what is configured by then.
            .WithSummary("Takes a file, the field file of a form; it is checked by its bytes and then processed")
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<UploadResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        files.MapGet("/status/{fileId}", StatusAsync)
            .WithSummary("Where the processing of a file stands")
            .Produces<FileStatusResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        files.MapGet("/list", ListAsync)
            .WithSummary("Lists files, newest first")
            .Produces<FilesResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        files.MapGet("/usage", UsageAsync)
            .WithSummary("How much is stored, and how much may be")
            .Produces<FileUsageResponse>();
        files.MapPost("/{fileId}/cancel", CancelAsync)
            .WithSummary("Ends the processing of a file; the file stays")
            .Produces<FileResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        files.MapPost("/{fileId}/retry", RetryAsync)
            .WithSummary("Processes a file again that failed or was cancelled")
            .Produces<FileResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        files.MapDelete("/{fileId}", DeleteAsync)
            .WithSummary("Deletes a file everywhere")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        files.MapFileContent();
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context, ClaimsPrincipal user, UploadFile upload, IOptionsSnapshot<FilesOptions> limits, CancellationToken cancellationToken)
    {
        UploadBody.AllowSize(context, limits.Value);
        if (await UploadBody.FindFileAsync(context.Request, cancellationToken) is not { } sent)
        {
            return new Error("file_missing", "Send the file as the field “file” of a form.").ToHttp();
        }

        var stored = await upload.RunAsync(user.UserId(), sent.Name, sent.Content, UploadBody.AnnouncedSize(context.Request), cancellationToken);
        return stored.ToHttp(file => TypedResults.Json(UploadResponse.From(file), statusCode: StatusCodes.Status202Accepted));
    }

    private static async Task<IResult> StatusAsync(string fileId, ClaimsPrincipal user, GetFile get, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.File, fileId, out var id)
            ? (await get.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(file => TypedResults.Ok(FileStatusResponse.From(file)))
            : NotFound;

    private static async Task<IResult> ListAsync(
        [AsParameters] FilesQuery asked, ClaimsPrincipal user, ListFiles list, CancellationToken cancellationToken)
    {
        if (asked.ToFilter() is not { } filter)
        {
            return new Error("filter_invalid", $"kind and status must be ones that there are, and limit from 1 to {ListFiles.MaxPageSize}.").ToHttp();
        }

        var page = await list.RunAsync(user.UserId(), filter, cancellationToken);
        return TypedResults.Ok(new FilesResponse([.. page.Files.Select(FileResponse.From)], page.HasMore ? page.Files[^1].Seq : null));
    }

    private static async Task<IResult> UsageAsync(ClaimsPrincipal user, ReadFileUsage usage, CancellationToken cancellationToken)
    {
        var stored = await usage.RunAsync(user.UserId(), cancellationToken);
        return TypedResults.Ok(new FileUsageResponse(stored.Used, stored.Quota, stored.Count));
    }

    private static async Task<IResult> CancelAsync(string fileId, ClaimsPrincipal user, ChangeProcessing change, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.File, fileId, out var id)
            ? (await change.CancelAsync(user.UserId(), id, cancellationToken)).ToHttp(file => TypedResults.Ok(FileResponse.From(file)))
            : NotFound;

    private static async Task<IResult> RetryAsync(string fileId, ClaimsPrincipal user, ChangeProcessing change, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.File, fileId, out var id)
            ? (await change.RetryAsync(user.UserId(), id, cancellationToken)).ToHttp(file => TypedResults.Ok(FileResponse.From(file)))
            : NotFound;

    private static async Task<IResult> DeleteAsync(string fileId, ClaimsPrincipal user, DeleteFile delete, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.File, fileId, out var id)
            ? (await delete.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : NotFound;

    private static IResult NotFound => Error.NotFound("file").ToHttp();
}
