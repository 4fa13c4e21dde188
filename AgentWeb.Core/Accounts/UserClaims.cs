using System.Globalization;
using System.Security.Claims;

namespace AgentWeb.Core.Accounts;

/// <summary>What a signed-in principal says about itself.</summary>
public static class UserClaims
{
    /// <summary>Claim that names the sign-in a cookie or token belongs to; see <see cref="SignInSessions"/>.</summary>
    public const string SessionId = "sid";

    /// <summary>Claim that names the key a program came with.</summary>
    public const string KeyId = "kid";

    /// <summary>Claim that holds one thing a key may do, of <see cref="ApiScopes"/>.</summary>
    public const string Scope = "scope";

    /// <summary>
    /// Claim that says when another system vouched for the person so that it counts as a proof (see <see cref="ConfirmOwner"/>), in seconds since 1970. A
    /// sign-in by password has none, nor has one that a session with a provider may have answered by itself.
    /// </summary>
    public const string SignedInOutsideAt = "outside-at";

    /// <summary>Claim that holds the security stamp of the account at sign-in. (The name is Identity's default.)</summary>
    public const string SecurityStamp = "AspNet.Identity.SecurityStamp";

    /// <summary>The signed-in user.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint or page lacks its policy.</exception>
    public static Guid UserId(this ClaimsPrincipal user) =>
        user.FindUserId() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The signed-in user, or null.</summary>
    public static Guid? FindUserId(this ClaimsPrincipal user) => user.FindId(ClaimTypes.NameIdentifier);

    /// <summary>The sign-in of a cookie or token, or null.</summary>
    public static Guid? FindSignInId(this ClaimsPrincipal user) => user.FindId(SessionId);

    /// <summary>The key of a program, or null for cookies and tokens.</summary>
    public static Guid? FindKeyId(this ClaimsPrincipal user) => user.FindId(KeyId);

    /// <summary>When another system last vouched for whoever is signed in so that it counts as a proof; null when it did not.</summary>
    public static DateTimeOffset? FindSignedInOutsideAt(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(SignedInOutsideAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The claim that says so.</summary>
    internal static Claim SignedInOutside(DateTimeOffset at) =>
        new(SignedInOutsideAt, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    private static Guid? FindId(this ClaimsPrincipal user, string claim) => Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : null;
}
