using System.ComponentModel;
using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/invitations</c>: links by which people make an account.</summary>
internal static class AdminInvitationsApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapAdminInvitationsApi(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup(ApiPaths.V1 + "/admin/invitations").WithTags("admin").RequireAuthorization(Roles.Admin);
        invitations.MapGet("", async (Invitations all, CancellationToken cancellationToken) =>
                TypedResults.Ok(new InvitationsResponse([.. (await all.ListAsync(cancellationToken)).Select(InvitationResponse.From)])))
            .WithSummary("Lists invitations that wait");
        invitations.MapPost("", CreateAsync)
            .WithSummary("Invites somebody: a link that is good for a week and one account")
            .Produces<NewInvitationResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        invitations.MapDelete("/{invitationId}", async (string invitationId, Invitations all, CancellationToken cancellationToken) =>
                (PublicId.TryParse(PublicId.Invitation, invitationId, out var id) ? await all.RevokeAsync(id, cancellationToken) : Error.NotFound("invitation"))
                    .ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Takes an invitation back")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(
        NewInvitationRequest request, ClaimsPrincipal user, HttpRequest http, Invitations all, CancellationToken cancellationToken)
    {
        var made = await all.CreateAsync(user.UserId(), request.Email, request.Role ?? Roles.User, cancellationToken);
        return made.ToHttp(invitation => TypedResults.Json(
            new NewInvitationResponse(LinkResponse.From(http, invitation.Path).Url, InvitationResponse.From(invitation.View)),
            statusCode: StatusCodes.Status201Created));
    }
}

/// <summary>Somebody to invite.</summary>
internal sealed record NewInvitationRequest(
    [property: Description("The only address that the link works for; left out it works for anybody.")] string? Email = null,
    [property: Description("Admin or User; User where it is left out.")] string? Role = null);

/// <summary>An invitation that was just made; its address is known only now.</summary>
internal sealed record NewInvitationResponse(string Url, InvitationResponse Details);

/// <summary>Invitations.</summary>
internal sealed record InvitationsResponse(IReadOnlyList<InvitationResponse> Invitations);

/// <summary>An invitation.</summary>
internal sealed record InvitationResponse(string InvitationId, string? Email, string Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static InvitationResponse From(InvitationView view) =>
        new(PublicId.Format(PublicId.Invitation, view.Id), view.Email, view.Role, view.CreatedAt, view.ExpiresAt);
}
