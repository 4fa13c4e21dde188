using AgentWeb.Core.Models.Offline.Skills;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Offline;

/// <summary>A message to the built-in assistant, and what came before it.</summary>
/// <param name="Text">The message, trimmed.</param>
/// <param name="Before">What was said before and can be searched and summarised, oldest first.</param>
/// <param name="Now">The time on the server's clock, in its zone.</param>
internal sealed record OfflineQuestion(string Text, IReadOnlyList<SaidText> Before, DateTimeOffset Now)
{
    /// <summary>The date on the server.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The passages of files that come with the message, by their numbers.</summary>
    public IReadOnlyList<GivenPassage> Passages { get; init; } = [];

    /// <summary>Whether the assistant has not said anything yet.</summary>
    public bool IsFirst { get; private init; } = true;

    /// <summary>Takes the question out of what a model is sent.</summary>
    public static OfflineQuestion Of(IEnumerable<ChatMessage> messages, DateTimeOffset now)
    {
        var all = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        var talk = all
            .Where(message => (message.Role == ChatRole.User || message.Role == ChatRole.Assistant) && !string.IsNullOrWhiteSpace(message.Text))
            .ToList();
        var last = talk.FindLastIndex(message => message.Role == ChatRole.User);
        var before = last < 0 ? [] : talk[..last];
        return new OfflineQuestion(last < 0 ? "" : talk[last].Text.Trim(), [.. before.Select(Said).OfType<SaidText>()], now)
        {
            Passages = GivenPassage.In(all),
            IsFirst = before.TrueForAll(message => message.Role != ChatRole.Assistant),
        };
    }

    /// <summary>The message without what the assistant says about itself, which nobody looks for.</summary>
    private static SaidText? Said(ChatMessage message)
    {
        var byUser = message.Role == ChatRole.User;
        return !byUser && message.Text.Contains(Abilities.List, StringComparison.Ordinal)
            ? null
            : new SaidText(byUser, byUser ? message.Text : message.Text.Replace(Abilities.Introduction, "", StringComparison.Ordinal));
    }
}
