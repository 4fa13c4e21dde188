using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/folders</c> and <c>/api/v1/tags</c>: what conversations are sorted by.</summary>
internal static class FoldersApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapFoldersApi(this IEndpointRouteBuilder routes)
    {
        var folders = routes.MapGroup(ApiPaths.V1 + "/folders").WithTags("sessions");
        folders.MapGet("", async (ClaimsPrincipal user, ListFolders list, CancellationToken cancellationToken) =>
                TypedResults.Ok(new FoldersResponse([.. (await list.RunAsync(user.UserId(), cancellationToken)).Select(FolderResponse.From)])))
            .WithSummary("Lists your folders by name");
        folders.MapPost("", async (FolderRequest request, ClaimsPrincipal user, CreateFolder create, CancellationToken cancellationToken) =>
                (await create.RunAsync(user.UserId(), request.Name, cancellationToken))
                .ToHttp(folder => TypedResults.Json(FolderResponse.From(folder), statusCode: StatusCodes.Status201Created)))
            .WithSummary("Makes a folder")
            .Produces<FolderResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        folders.MapPatch("/{folderId}", RenameAsync)
            .WithSummary("Renames a folder")
            .Produces<FolderResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        folders.MapDelete("/{folderId}", DeleteAsync)
            .WithSummary("Deletes a folder; the sessions in it are kept")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet(ApiPaths.V1 + "/tags", async (ClaimsPrincipal user, ListTags list, CancellationToken cancellationToken) =>
                TypedResults.Ok(new TagsResponse([.. (await list.RunAsync(user.UserId(), cancellationToken)).Select(t => new TagResponse(t.Name, t.Count))])))
            .WithTags("sessions")
            .WithSummary("Lists the tags of your sessions by name");
    }

    private static async Task<IResult> RenameAsync(
        string folderId, FolderRequest request, ClaimsPrincipal user, RenameFolder rename, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Folder, folderId, out var id)
            ? (await rename.RunAsync(user.UserId(), id, request.Name, cancellationToken)).ToHttp(folder => TypedResults.Ok(FolderResponse.From(folder)))
            : Error.NotFound("folder").ToHttp();

    private static async Task<IResult> DeleteAsync(string folderId, ClaimsPrincipal user, DeleteFolder delete, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Folder, folderId, out var id)
            ? (await delete.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("folder").ToHttp();
}

/// <summary>A folder to make, or its new name.</summary>
internal sealed record FolderRequest(string? Name);

/// <summary>A folder.</summary>
internal sealed record FolderResponse(string FolderId, string Name, int SessionCount)
{
    public static FolderResponse From(FolderSummary folder) => new(PublicId.Format(PublicId.Folder, folder.Id), folder.Name, folder.Count);
}

/// <summary>All folders.</summary>
internal sealed record FoldersResponse(IReadOnlyList<FolderResponse> Folders);

/// <summary>A tag.</summary>
internal sealed record TagResponse(string Name, int SessionCount);

/// <summary>All tags.</summary>
internal sealed record TagsResponse(IReadOnlyList<TagResponse> Tags);
