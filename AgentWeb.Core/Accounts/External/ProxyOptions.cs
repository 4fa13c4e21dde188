namespace AgentWeb.Core.Accounts;

/// <summary>
/// A proxy that has signed people in already and says in a header who they are. Section <c>Accounts:Proxy</c>; off while <c>Header</c> is empty. Headers
/// count only from addresses of <c>Hosting:TrustedProxies</c>, and are ignored from everybody else.
/// </summary>
public sealed class ProxyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Accounts:Proxy";

    /// <summary>The header with what the proxy calls the person, such as <c>X-Forwarded-User</c>. Key <c>Accounts:Proxy:Header</c>.</summary>
    public string? Header { get; set; }

    /// <summary>The header with their e-mail address; where it is empty, <see cref="Header"/> has it. Key <c>Accounts:Proxy:EmailHeader</c>.</summary>
    public string? EmailHeader { get; set; }

    /// <summary>Whether people get an account when they first come. Key <c>Accounts:Proxy:CreateAccounts</c>.</summary>
    public bool CreateAccounts { get; set; } = true;

    /// <summary>
    /// Whether an account that has the address already is theirs. Only where nobody can register an address that is not theirs. Key
    /// <c>Accounts:Proxy:MatchEmail</c>.
    /// </summary>
    public bool MatchEmail { get; set; }
}
