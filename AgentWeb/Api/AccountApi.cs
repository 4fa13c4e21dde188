using System.Security.Claims;
using AgentWeb.Core.Accounts;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/account</c>: one's own account.</summary>
internal static class AccountApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapAccountApi(this IEndpointRouteBuilder routes) => routes
        .MapDelete(ApiPaths.V1 + "/account", async (
            [Microsoft.AspNetCore.Mvc.FromBody] DeleteAccountRequest request, ClaimsPrincipal user, DeleteAccount delete) =>
            // Not ended by a caller who leaves: the account is locked first, and would stay locked with everything it owns.
            (await delete.OwnAsync(user.UserId(), OwnerProof.Of(user, request.Password, request.Email), CancellationToken.None)).ToHttp(_ => TypedResults.NoContent()))
        .WithTags("account")
        .WithSummary("Deletes one's account with everything it owns, for good")
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .RequireRateLimiting(Hosting.RateLimits.SignIn);
}

/// <summary>What proves that the account is one's own.</summary>
/// <param name="Password">Its password, asked for again.</param>
/// <param name="Email">
/// Its address, where single sign-on made it and it has no password. The sign-in must be at most 10 minutes old, and by a proxy or by
/// <c>/signin/oauth?anew=true</c>, where the provider is told to ask.
/// </param>
internal sealed record DeleteAccountRequest(string? Password, string? Email = null);
