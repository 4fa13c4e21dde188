using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
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

    private static async Task<IResult> RegisterAsync(RegisterRequest request, RegisterUser registerUser, CancellationToken cancellationToken)
    {
        var registered = await registerUser.RunAsync(request.Email, request.Password, request.Invitation, cancellationToken);
        return registered.ToHttp(user => TypedResults.Json(
            new RegisterResponse(user.Id, user.Email!), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> LogInAsync(
        LoginRequest request, SignIn signIn, CancellationToken cancellationToken)
    {
        var signedIn = await SignInAsync(request, signIn, cancellationToken);
        return signedIn.ToHttp(Tokens);
    }

    private static async Task<Result<ClaimsPrincipal>> SignInAsync(LoginRequest request, SignIn signIn, CancellationToken cancellationToken)
    {
        var step = await signIn.RunAsync(request.Email, request.Password, cancellationToken);
        if (!step.Succeeded)
        {
            return step.Error;
        }

        return step.Value.Principal is { } principal
            ? principal
            : await signIn.GoOnAsync(step.Value.User.Id, step.Value.User.SecurityStamp, new(request.TwoFactorCode, request.TwoFactorRecoveryCode), cancellationToken);
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

/// <summary>An account to make.</summary>
/// <param name="Email">The address.</param>
/// <param name="Password">The password.</param>
/// <param name="Invitation">The secret of an invitation's link, where registration is by invitation.</param>
internal sealed record RegisterRequest(string? Email, string? Password, string? Invitation = null);

/// <summary>What one signs in with.</summary>
/// <param name="Email">The address.</param>
/// <param name="Password">The password.</param>
/// <param name="TwoFactorCode">The code of the authenticator app, where the account asks for one.</param>
/// <param name="TwoFactorRecoveryCode">A recovery code in its place.</param>
internal sealed record LoginRequest(string? Email, string? Password, string? TwoFactorCode = null, string? TwoFactorRecoveryCode = null);

/// <summary>A refresh token.</summary>
internal sealed record RefreshRequest(string? RefreshToken);

/// <summary>The account that was made.</summary>
internal sealed record RegisterResponse(Guid UserId, string Email);
