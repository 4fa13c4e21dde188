using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Hosting;

/// <summary>How much is too much. Section <c>RateLimits</c>.</summary>
internal sealed class RateLimitOptions
{
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
}
