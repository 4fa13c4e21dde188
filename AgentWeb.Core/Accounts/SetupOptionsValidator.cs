using AgentWeb.Core.Results;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Refuses a first administrator that could not be made, at start and by the name of the key.</summary>
internal sealed class SetupOptionsValidator : IValidateOptions<SetupOptions>
{
    public ValidateOptionsResult Validate(string? name, SetupOptions options)
    {
        if (!options.IsGiven && string.IsNullOrEmpty(options.AdminPassword))
        {
            return ValidateOptionsResult.Success;
        }

        var failures = new List<string>();
        Check(SetupOptions.EmailKey, EmailRule.Check(options.AdminEmail));
        Check(SetupOptions.PasswordKey, PasswordRule.Check(options.AdminPassword));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string key, Error? broken)
        {
            if (broken is not null)
            {
                failures.Add($"{key} is not usable: {broken.Message}");
            }
        }
    }
}
