using System.Text.RegularExpressions;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Says what the assistant is and can do, when asked or greeted.</summary>
internal sealed partial class IntroductionSkill : IOfflineSkill
{
    private const int LongestRequest = 120;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestRequest)
        {
            return null;
        }

        if (Thanks().IsMatch(question.Text))
        {
            return new OfflineAnswer("You are welcome.");
        }

        return Asked().IsMatch(question.Text) || Greeting().IsMatch(question.Text)
            ? new OfflineAnswer($"""
                I am AgentWeb's **built-in assistant**. I am no language model: I work by fixed rules, without any model server, and I do a few things exactly.

                {Abilities.List}

                For everything else, an administrator can connect a model server, and you choose its model below the message field.
                """) { Introduces = true }
            : null;
    }

    [GeneratedRegex(
        @"\b(who|what) are you\b|\bwhat can you do\b|\bwhat do you do\b|\bare you (an? )?(ai|llm|language model|chatgpt|gpt|robot|bot|human|real|model)\b|^\s*help\s*[?!.]*$|\bhow do you work\b|\bwhich model are you\b|\bwhat model are you\b|\byour name\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Asked();

    [GeneratedRegex(
        @"^\s*(hi|hello|hey|good (morning|afternoon|evening)|greetings)( there)?[\s!.,?]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Greeting();

    [GeneratedRegex(
        @"^\s*(thanks|thank you|thx|cheers)( a lot| very much| so much)?[\s!.,]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Thanks();
}
