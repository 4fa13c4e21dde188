namespace AgentWeb.Core.Results;

/// <summary>How an expected failure is answered over HTTP; the API maps each to one status.</summary>
public enum ErrorKind
{
    /// <summary>The input breaks a rule (400).</summary>
    Invalid,

    /// <summary>There is no such thing, or it belongs to somebody else (404).</summary>
    NotFound,

    /// <summary>The state of the thing does not allow it (409).</summary>
    Conflict,

    /// <summary>Nobody the server knows (401).</summary>
    Unauthenticated,

    /// <summary>The caller is known but may not (403).</summary>
    Forbidden,

    /// <summary>Too much at once; try later (429).</summary>
    TooMany,

    /// <summary>More than is taken (413).</summary>
    TooLarge,

    /// <summary>A part this depends on does not answer (503).</summary>
    Unavailable,
}

/// <summary>An expected failure.</summary>
/// <param name="Code">Stable identifier that programs may rely on, in snake_case.</param>
/// <param name="Message">One or two sentences that a person can act on. Never an exception's text.</param>
/// <param name="Kind">How it is answered over HTTP.</param>
/// <param name="Retryable">The same request may succeed later.</param>
public sealed record Error(string Code, string Message, ErrorKind Kind = ErrorKind.Invalid, bool Retryable = false)
{
    /// <summary>When it may succeed, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Somebody else's row, or none: the two are not told apart.</summary>
    /// <param name="what">The thing as a person calls it, such as "conversation".</param>
    public static Error NotFound(string what) =>
        new("not_found", $"There is no such {what}.", ErrorKind.NotFound);

    /// <summary>The database is locked, read-only, full or gone.</summary>
    public static Error StorageUnavailable { get; } = new(
        "storage_unavailable",
        "The storage of this server does not take changes at the moment. Nothing was changed. Try again in a moment; if it goes on, tell your administrator.",
        ErrorKind.Unavailable,
        Retryable: true);

    /// <summary>The same, for somebody who only looks: there is nothing to say of changes.</summary>
    public static Error StorageUnreadable { get; } = new(
        "storage_unreadable",
        "This cannot be read at the moment. Nothing is lost. Try again in a few seconds; if it goes on, tell your administrator.",
        ErrorKind.Unavailable,
        Retryable: true);
}
