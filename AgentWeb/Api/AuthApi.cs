using System.Globalization;
using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AgentWeb.Api;

/// <summary>
/// <c>/api/v1/auth</c>: bearer tokens for programs, made by Identity's handler. Logging out ends this sign-in only: its access and refresh
/// tokens stop within seconds, the account's other sign-ins go on.
/// </summary>
internal static class AuthApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapAuthApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(ApiPaths.V1 + "/auth").WithTags("auth");
        var atTheDoor = group.MapGroup("").AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        atTheDoor.MapPost("/register", RegisterAsync)
            .WithSummary("Makes an account, where registration is open")
            .Produces<RegisterResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        atTheDoor.MapPost("/login", LogInAsync)
            .WithSummary("Gives an access and a refresh token")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        atTheDoor.MapPost("/refresh", RefreshAsync)
            .WithSummary("Gives new tokens for a refresh token")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapPost("/logout", LogOutAsync)
            .WithSummary("Ends this sign-in: its access and refresh tokens no longer count")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> RegisterAsync(CredentialsRequest request, RegisterUser registerUser, CancellationToken cancellationToken)
    {
        var registered = await registerUser.RunAsync(request.Email, request.Password, cancellationToken);
        return registered.ToHttp(user => TypedResults.Json(
            new RegisterResponse(user.Id, user.Email!), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> LogInAsync(
        CredentialsRequest request, SignIn signIn, HttpResponse response, CancellationToken cancellationToken)
    {
        var signedIn = await signIn.RunAsync(request.Email, request.Password, cancellationToken);
        if (signedIn.Error == AccountErrors.LockedOut)
        {
            response.Headers.RetryAfter = Lockout.Duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }

        return signedIn.ToHttp(Tokens);
    }

    private static async Task<IResult> RefreshAsync(
        RefreshRequest request,
        IOptionsMonitor<BearerTokenOptions> options,
        IUserAccess access,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var protector = options.Get(IdentityConstants.BearerScheme).RefreshTokenProtector;
        var ticket = string.IsNullOrEmpty(request.RefreshToken) ? null : protector.Unprotect(request.RefreshToken);
        return ticket?.Properties.ExpiresUtc > time.GetUtcNow() && await access.IsCurrentAsync(ticket.Principal, cancellationToken)
            ? Tokens(ticket.Principal)
            : AccountErrors.InvalidRefreshToken.ToHttp();
    }

    private static async Task<IResult> LogOutAsync(ClaimsPrincipal user, SignOut signOut, CancellationToken cancellationToken)
    {
        await signOut.RunAsync(user, cancellationToken);
        return TypedResults.NoContent();
    }

    private static IResult Tokens(ClaimsPrincipal principal) =>
        TypedResults.SignIn(principal, authenticationScheme: IdentityConstants.BearerScheme);
}

/// <summary>E-mail and password.</summary>
internal sealed record CredentialsRequest(string? Email, string? Password);

/// <summary>A refresh token.</summary>
internal sealed record RefreshRequest(string? RefreshToken);

/// <summary>The account that was made.</summary>
internal sealed record RegisterResponse(Guid UserId, string Email);
