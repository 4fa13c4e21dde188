using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Skills;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Offline;

/// <summary>Finds the skill for a question, introduces the assistant once, and goes on with a reply that was cut off.</summary>
internal sealed partial class OfflineBrain(IEnumerable<IOfflineSkill> skills)
{
    private readonly IReadOnlyList<IOfflineSkill> _skills = [.. skills];

    /// <summary>The answer to the last user message of <paramref name="messages"/>.</summary>
    public OfflineAnswer Answer(IReadOnlyList<ChatMessage> messages, DateTimeOffset now) =>
        GoOn(messages, now) ?? Answer(OfflineQuestion.Of(messages, now));

    private OfflineAnswer Answer(OfflineQuestion question)
    {
        var answer = _skills.Select(skill => skill.TryAnswer(question)).First(found => found is not null)!;
        return question.IsFirst && !answer.Introduces ? answer with { Text = answer.Text + Abilities.Introduction } : answer;
    }

    /// <summary>
    /// The rest of a reply, when the messages end with a question, the beginning of its answer, and whatever asks to go on. Fixed rules
    /// give the same answer again, so the rest is what follows the beginning; if they do not, this is no continuation.
    /// </summary>
    private OfflineAnswer? GoOn(IReadOnlyList<ChatMessage> messages, DateTimeOffset now)
    {
        var partial = messages.Count - 2;
        if (partial < 1 || messages[partial].Role != ChatRole.Assistant || messages[partial].Text is not { Length: > 0 } begun
            || !Continue().IsMatch(messages[^1].Text))
        {
            return null;
        }

        var whole = Answer(OfflineQuestion.Of(messages.Take(partial), now)).Text;
        return whole.Length > begun.Length && whole.StartsWith(begun, StringComparison.Ordinal) ? new OfflineAnswer(whole[begun.Length..]) : null;
    }

    [GeneratedRegex(@"\b(continue|go on|carry on)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Continue();
}
