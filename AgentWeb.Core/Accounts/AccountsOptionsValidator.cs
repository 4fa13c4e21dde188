using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Refuses numbers that are no mode; words that are none are refused when the section is read.</summary>
internal sealed class AccountsOptionsValidator : IValidateOptions<AccountsOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountsOptions options) =>
        Enum.IsDefined(options.Registration)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{AccountsOptions.Section}:{nameof(AccountsOptions.Registration)} must be Open, Invite or Closed.");
}
