namespace AgentWeb.Core.Accounts;

/// <summary>
/// The first administrator, made at start without anybody at the browser. Section <c>Setup</c>. Ignored once there is an administrator.
/// </summary>
public sealed class SetupOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Setup";

    /// <summary>Key of <see cref="AdminEmail"/>.</summary>
    public const string EmailKey = $"{Section}:{nameof(AdminEmail)}";

    /// <summary>Key of <see cref="AdminPassword"/>.</summary>
    public const string PasswordKey = $"{Section}:{nameof(AdminPassword)}";

    /// <summary>E-mail address to sign in with. Key <c>Setup:AdminEmail</c>.</summary>
    public string? AdminEmail { get; set; }

    /// <summary>Password, by the rule of <see cref="PasswordRule"/>. Key <c>Setup:AdminPassword</c>. A secret: never logged.</summary>
    public string? AdminPassword { get; set; }

    /// <summary>Whether an administrator is to be made.</summary>
    public bool IsGiven => !string.IsNullOrWhiteSpace(AdminEmail);
}
