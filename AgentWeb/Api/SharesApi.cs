using System.ComponentModel;
using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Core.Sharing;

namespace AgentWeb.Api;

/// <summary>Links by which others read a session.</summary>
internal static class SharesApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapSharesApi(this IEndpointRouteBuilder routes)
    {
        var shares = routes.MapGroup(ApiPaths.V1).WithTags("shares");
        shares.MapPost("/sessions/{sessionId}/share", ShareAsync)
            .WithSummary("Makes a link by which anybody reads the session as it is now; later messages are not in it")
            .Produces<ShareResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        shares.MapDelete("/sessions/{sessionId}/share", RevokeAsync)
            .WithSummary("Ends all links of the session at once")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        shares.MapDelete("/sessions/{sessionId}/share/{shareId}", RevokeOneAsync)
            .WithSummary("Ends one link at once")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        shares.MapGet("/shares", ListAsync)
            .WithSummary("Lists one's own links that work, the newest first")
            .Produces<SharesResponse>();
    }

    private static async Task<IResult> ShareAsync(
        string sessionId, ClaimsPrincipal user, HttpRequest http, ShareConversation share, CancellationToken cancellationToken, ShareRequest? request = null) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await share.RunAsync(user.UserId(), id, request?.ExpiresInDays, cancellationToken)).ToHttp(link => TypedResults.Ok(ShareResponse.From(link, http)))
            : Error.NotFound("conversation").ToHttp();

    private static async Task<IResult> RevokeAsync(string sessionId, ClaimsPrincipal user, RevokeShare revoke, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await revoke.RunAsync(user.UserId(), id, shareId: null, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("conversation").ToHttp();

    private static async Task<IResult> RevokeOneAsync(
        string sessionId, string shareId, ClaimsPrincipal user, RevokeShare revoke, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id) && PublicId.TryParse(PublicId.Share, shareId, out var link)
            ? (await revoke.RunAsync(user.UserId(), id, link, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("link").ToHttp();

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest http, ListShares list, CancellationToken cancellationToken)
    {
        var links = await list.RunAsync(user.UserId(), conversationId: null, cancellationToken);
        return TypedResults.Ok(new SharesResponse([.. links.Select(link => ShareResponse.From(link, http))]));
    }
}

/// <summary>A link to make.</summary>
internal sealed record ShareRequest(
    [property: Description("1 to 365; 0 works until it is revoked; 30 where it is left out.")] int? ExpiresInDays = null);

/// <summary>Links.</summary>
internal sealed record SharesResponse(IReadOnlyList<ShareResponse> Shares);

/// <summary>A link. Whoever has its url can read.</summary>
internal sealed record ShareResponse(string Url, DateTimeOffset? ExpiresAt, string ShareId, string SessionId, string Title, DateTimeOffset CreatedAt)
{
    public static ShareResponse From(ShareLink link, HttpRequest request) => new(
        $"{request.Scheme}://{request.Host}{request.PathBase}{link.Path}", link.ExpiresAt, PublicId.Format(PublicId.Share, link.Id),
        PublicId.Format(PublicId.Session, link.ConversationId), link.Title, link.CreatedAt);
}
