namespace AgentWeb.Core.Accounts;

/// <summary>The roles there are.</summary>
public static class Roles
{
    /// <summary>Sees operations, users and configuration, and acts on them.</summary>
    public const string Admin = Data.Entities.AppRole.Administrator;

    /// <summary>Chats, uploads and manages what is theirs.</summary>
    public const string User = "User";
}
