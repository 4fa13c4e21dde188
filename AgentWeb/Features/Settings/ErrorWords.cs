using AgentWeb.Core.Results;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Settings;

/// <summary>
/// Says what went wrong in the reader's language. The core and the API speak English; another language has sentences by the stable codes,
/// under <c>error.</c> and the code, and a code that it has none for stays English.
/// </summary>
internal static class ErrorWords
{
    /// <summary>What stands before a code among the words.</summary>
    public const string Prefix = "error.";

    /// <summary>An expected failure.</summary>
    public static string Of(this IStringLocalizer<Words> words, Error error) => words.Of(error.Code, error.Message);

    /// <summary>A failure that was stored with its code, as those of replies are.</summary>
    /// <param name="words">The reader's language.</param>
    /// <param name="code">The code; null for one from before there were codes.</param>
    /// <param name="english">The sentence that came with it.</param>
    public static string Of(this IStringLocalizer<Words> words, string? code, string english) =>
        words[Prefix + code] is { ResourceNotFound: false } known ? known : english;
}
