using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/account/signins</c>: where one is signed in.</summary>
internal static class SignInsApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapSignInsApi(this IEndpointRouteBuilder routes)
    {
        var signIns = routes.MapGroup(ApiPaths.V1 + "/account/signins").WithTags("account");
        signIns.MapGet("", ListAsync)
            .WithSummary("Lists one's sign-ins, the one used last first")
            .Produces<SignInsResponse>();
        signIns.MapDelete("/{signInId}", async (string signInId, ClaimsPrincipal user, EndSignIns end, CancellationToken cancellationToken) =>
                (PublicId.TryParse(PublicId.SignIn, signInId, out var id) ? await end.RunAsync(user.UserId(), id, cancellationToken) : Error.NotFound("sign-in"))
                    .ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Ends one sign-in, with its pages and streams")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        signIns.MapDelete("", async (ClaimsPrincipal user, EndSignIns end, CancellationToken cancellationToken) =>
                TypedResults.Ok(new SignedOutResponse(await end.EverywhereAsync(user.UserId(), cancellationToken))))
            .WithSummary("Signs out everywhere, here too");
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ListSignIns list, CancellationToken cancellationToken)
    {
        var here = user.FindSignInId();
        var signIns = await list.RunAsync(user.UserId(), cancellationToken);
        return TypedResults.Ok(new SignInsResponse([.. signIns.Select(s => new SignInResponse(
            PublicId.Format(PublicId.SignIn, s.Id), s.Id == here, s.CreatedAt, s.LastSeenAt, s.Address, s.UserAgent))]));
    }
}

/// <summary>Sign-ins.</summary>
internal sealed record SignInsResponse(IReadOnlyList<SignInResponse> SignIns);

/// <summary>A sign-in.</summary>
internal sealed record SignInResponse(
    string SignInId, bool Current, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent);

/// <summary>How many sign-ins ended.</summary>
internal sealed record SignedOutResponse(int Ended);
