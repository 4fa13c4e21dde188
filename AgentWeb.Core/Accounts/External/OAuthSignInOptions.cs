using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// A provider of OAuth 2 (RFC 6749, with PKCE) that tells at an address of its own who somebody is. Section <c>Accounts:OAuth</c>; off while
/// <c>ClientId</c> is empty. Read when the server starts.
/// </summary>
public sealed class OAuthSignInOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Accounts:OAuth";

    /// <summary>What the button says after “Sign in with”. Key <c>Accounts:OAuth:Name</c>.</summary>
    public string Name { get; set; } = "SSO";

    /// <summary>What the provider calls this server. Key <c>Accounts:OAuth:ClientId</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret that it shares with the provider. Key <c>Accounts:OAuth:ClientSecret</c>. Never logged.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Where people sign in. Key <c>Accounts:OAuth:AuthorizationEndpoint</c>.</summary>
    public string? AuthorizationEndpoint { get; set; }

    /// <summary>Where codes become tokens. Key <c>Accounts:OAuth:TokenEndpoint</c>.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>Where it is told who a token belongs to. Key <c>Accounts:OAuth:UserInformationEndpoint</c>.</summary>
    public string? UserInformationEndpoint { get; set; }

    /// <summary>What is asked for, separated by spaces. Key <c>Accounts:OAuth:Scope</c>.</summary>
    public string Scope { get; set; } = "openid email";

    /// <summary>The member with what the provider calls the person. Key <c>Accounts:OAuth:IdClaim</c>.</summary>
    public string IdClaim { get; set; } = "sub";

    /// <summary>The member with their e-mail address. Key <c>Accounts:OAuth:EmailClaim</c>.</summary>
    public string EmailClaim { get; set; } = "email";

    /// <summary>The member that says whether the address is verified. Key <c>Accounts:OAuth:EmailVerifiedClaim</c>.</summary>
    public string EmailVerifiedClaim { get; set; } = "email_verified";

    /// <summary>
    /// The <c>prompt</c> with which the provider is told to ask for the password anew before an account is deleted (OpenID Connect Core 1.0, 3.1.2.1);
    /// Google knows <c>select_account</c> only. Key <c>Accounts:OAuth:PromptAnew</c>.
    /// </summary>
    public string PromptAnew { get; set; } = "login";

    /// <summary>Whether people get an account when they first come. Key <c>Accounts:OAuth:CreateAccounts</c>.</summary>
    public bool CreateAccounts { get; set; } = true;

    /// <summary>
    /// Whether an account that has a verified address already is theirs. Only where nobody can register an address that is not theirs. Key
    /// <c>Accounts:OAuth:MatchVerifiedEmail</c>.
    /// </summary>
    public bool MatchVerifiedEmail { get; set; }

    /// <summary>Whether it is on.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(ClientId);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Key, string? Address)[] endpoints =
        [
            (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint),
            (nameof(UserInformationEndpoint), UserInformationEndpoint),
        ];
        return !IsOn
            ? []
            : endpoints
                .Where(endpoint => !Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                .Select(endpoint => new ValidationResult("must be an address, since single sign-on is configured.", [endpoint.Key]));
    }
}
