using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Chat;

/// <summary>Says what a reply that has no text yet waits for, never more exactly than it is known.</summary>
internal static class WaitText
{
    /// <summary>A place in line, or the file that must be read before there is one.</summary>
    /// <param name="wait">The place.</param>
    /// <param name="words">The reader's language.</param>
    public static string Of(QueueWait wait, IStringLocalizer<Words> words) => wait switch
    {
        { File: { } file } => words["Waits for {0}", file],
        { Position: 0 } => words["Waiting in line"],
        { Position: 1 } => words["Next in line{0}", About(wait.Estimate, words)],
        _ => words["{0}{1} in line{2}", wait.Position, EnglishOrdinal(wait.Position), About(wait.Estimate, words)],
    };

    /// <summary>Another attempt.</summary>
    /// <param name="retry">The attempt that failed.</param>
    /// <param name="words">The reader's language.</param>
    public static string Of(RetryEvent retry, IStringLocalizer<Words> words) => words[
        "The model server did not answer. Trying again in {0:0} s (attempt {1} of {2})",
        Math.Max(1, Math.Round(retry.DelayMs / 1000.0)),
        retry.Attempt + 1,
        retry.MaxAttempts];

    private static string About(TimeSpan estimate, IStringLocalizer<Words> words) => estimate.TotalSeconds switch
    {
        <= 0 => "",
        <= 10 => words[", a few seconds"],
        < 60 => words[", about {0:0} s", estimate.TotalSeconds],
        < 600 => words[", about {0:0.#} min", estimate.TotalMinutes],
        _ => words[", about {0:0} min", estimate.TotalMinutes],
    };

    /// <summary>What English puts behind the figure; other languages leave it out.</summary>
    private static string EnglishOrdinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
}
