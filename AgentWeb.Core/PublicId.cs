namespace AgentWeb.Core;

/// <summary>
/// Identifiers as programs and addresses see them: a prefix that tells the kind, and the UUID that the database holds,
/// such as <c>sess-0199…</c>.
/// </summary>
public static class PublicId
{
    /// <summary>Prefix of a conversation.</summary>
    public const string Session = "sess-";

    /// <summary>Prefix of a message.</summary>
    public const string Message = "msg-";

    /// <summary>Prefix of a run.</summary>
    public const string Run = "run-";

    /// <summary>Prefix of an uploaded file.</summary>
    public const string File = "file-";

    /// <summary>Prefix of a folder of conversations.</summary>
    public const string Folder = "fold-";

    /// <summary>Prefix of a link by which others read a conversation.</summary>
    public const string Share = "share-";

    /// <summary>Prefix of a job in the queue.</summary>
    public const string Job = "job-";

    /// <summary>Prefix of a program's key.</summary>
    public const string Key = "key-";

    /// <summary>Prefix of a sign-in.</summary>
    public const string SignIn = "signin-";

    /// <summary>Prefix of an account.</summary>
    public const string User = "user-";

    /// <summary>Prefix of an invitation.</summary>
    public const string Invitation = "inv-";

    /// <summary>Writes an identifier.</summary>
    public static string Format(string prefix, Guid id) => string.Concat(prefix, id.ToString("D"));

    /// <summary>Reads an identifier of one kind.</summary>
    /// <returns>False when the text is not of that kind; the caller answers as for an unknown identifier.</returns>
    public static bool TryParse(string prefix, string? text, out Guid id)
    {
        id = default;
        return text is not null
            && text.StartsWith(prefix, StringComparison.Ordinal)
            && Guid.TryParseExact(text.AsSpan(prefix.Length), "D", out id);
    }
}
