using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Accounts;

/// <summary>How much is too much. Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "RateLimits";

    /// <summary>
    /// Sign-ins, registrations and set-ups that one address may try in a minute, pages and API together. Key <c>RateLimits:SignIn</c>, 10 by
    /// default.
    /// </summary>
    [Description("Tries to sign in that one address has in a minute")]
    [Range(1, int.MaxValue)]
    public int SignIn { get; set; } = 10;

    /// <summary>Shared conversations that one address may look at in a minute, those that do not exist counted. Key <c>RateLimits:Share</c>, 60 by default.</summary>
    [Description("Shared conversations that one address may look at in a minute")]
    [Range(1, int.MaxValue)]
    public int Share { get; set; } = 60;

    /// <summary>Replies that one user may ask for in a minute, by pages and programs together. Key <c>RateLimits:Send</c>, 60 by default.</summary>
    [Description("Replies that one person may ask for in a minute")]
    [Range(1, int.MaxValue)]
    public int Send { get; set; } = 60;

    /// <summary>Files that one user may upload in a minute. Key <c>RateLimits:Upload</c>, 30 by default.</summary>
    [Description("Files that one person may upload in a minute")]
    [Range(1, int.MaxValue)]
    public int Upload { get; set; } = 30;

    /// <summary>Calls of the API that one user may make in a minute, or one address where nobody is signed in. Key <c>RateLimits:Api</c>, 600 by default.</summary>
    [Description("Calls of the API that one person may make in a minute")]
    [Range(1, int.MaxValue)]
    public int Api { get; set; } = 600;
}
