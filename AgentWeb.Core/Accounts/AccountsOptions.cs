using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Accounts;

/// <summary>Who may make an account. Section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Accounts";

    /// <summary>
    /// Who may register. Key <c>Accounts:Registration</c>; <c>Open</c> in the Development environment, else <c>Closed</c>.
    /// </summary>
    [Description("Who may make an account: nobody, those who were invited, or everybody")]
    [EnumDataType(typeof(RegistrationMode))]
    public RegistrationMode Registration { get; set; } = RegistrationMode.Closed;
}

/// <summary>Who may register.</summary>
public enum RegistrationMode
{
    /// <summary>Nobody; administrators make accounts.</summary>
    Closed,

    /// <summary>Those who were invited.</summary>
    Invite,

    /// <summary>Everybody who reaches the server.</summary>
    Open,
}
