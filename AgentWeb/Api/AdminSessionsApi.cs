using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Operations.Sessions;
using AgentWeb.Core.Results;
using AgentWeb.Hosting;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/sessions</c>: who is signed in and has pages open, for administrators.</summary>
internal static class AdminSessionsApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapAdminSessionsApi(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup(ApiPaths.V1 + "/admin/sessions").WithTags("admin").RequireAuthorization(Roles.Admin);
        sessions.MapGet("", ListAsync)
            .WithSummary("Lists who is signed in, those used last first; user leaves only addresses that contain it")
            .Produces<SignedInResponse>();
        sessions.MapDelete("/{signInId}", EndAsync)
            .WithSummary("Ends a sign-in: its cookie or tokens count no more, its pages and streams are signed out")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string? user, ListSignedIn list, ConnectedPages pages, CancellationToken cancellationToken)
    {
        var signedIn = await list.RunAsync(user, cancellationToken);
        var open = pages.All.ToLookup(page => page.SignInId);
        return TypedResults.Ok(new SignedInResponse(signedIn.Total, [.. signedIn.Listed.Select(s => SignedInBody.From(s, [.. open[s.Id]]))]));
    }

    private static async Task<IResult> EndAsync(string signInId, EndSignIn end, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.SignIn, signInId, out var id)
            ? (await end.RunAsync(id, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("sign-in").ToHttp();
}

/// <summary>Who is signed in.</summary>
internal sealed record SignedInResponse(int Total, IReadOnlyList<SignedInBody> Sessions);

/// <summary>A sign-in. Pages and conversations are those open on the node that answers, as counts: neither text nor titles.</summary>
internal sealed record SignedInBody(
    string Id, string User, string? Address, string? UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastActivityAt, int Pages, int ActiveConversations)
{
    public static SignedInBody From(SignedIn session, IReadOnlyList<ConnectedPage> pages) => new(
        PublicId.Format(PublicId.SignIn, session.Id),
        session.User,
        session.Address,
        session.UserAgent,
        session.CreatedAt,
        pages.Select(p => p.LastActivity).Append(session.LastSeenAt).Max(),
        pages.Count(p => p.IsConnected),
        pages.Where(p => p is { IsConnected: true, ConversationId: not null }).DistinctBy(p => p.ConversationId).Count());
}
