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
            (await delete.OwnAsync(user.UserId(), request.Password, CancellationToken.None)).ToHttp(_ => TypedResults.NoContent()))
        .WithTags("account")
        .WithSummary("Deletes one's account with everything it owns, for good")
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .RequireRateLimiting(Hosting.RateLimits.SignIn);
}

/// <summary>The password, asked for again.</summary>
internal sealed record DeleteAccountRequest(string? Password);
