namespace AgentWeb.Core.Accounts;

/// <summary>
/// What a key may do. A scope opens an area to calls that change something, and to reading in it; <see cref="Read"/> opens reading everywhere but in
/// the administration. No scope opens sign-ins, passwords, keys or the account itself: these take a person.
/// </summary>
public static class ApiScopes
{
    /// <summary>Chats: sessions, messages, runs, folders, shares, imports, settings and prompts.</summary>
    public const string Chat = "chat";

    /// <summary>Uploads, reads and deletes files.</summary>
    public const string Files = "files";

    /// <summary>Reads everything that its owner has, and changes nothing.</summary>
    public const string Read = "read";

    /// <summary>Administers; only keys of administrators have it, and only while they are.</summary>
    public const string Admin = "admin";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Chat, Files, Read, Admin];
}
