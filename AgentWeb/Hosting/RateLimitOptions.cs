using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>How much is too much. Section <c>RateLimits</c>.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>
    /// Sign-ins, registrations and set-ups that one address may try in a minute, pages and API together. Key <c>RateLimits:SignIn</c>, 10 by
    /// default.
    /// </summary>
    public int SignIn { get; set; } = 10;

    internal sealed class Validator : IValidateOptions<RateLimitOptions>
    {
        public ValidateOptionsResult Validate(string? name, RateLimitOptions options) => options.SignIn >= 1
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{Section}:{nameof(SignIn)} is {options.SignIn}, but must be at least 1 a minute.");
    }
}
