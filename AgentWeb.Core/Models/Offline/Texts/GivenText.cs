using System.Text.RegularExpressions;

namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>Finds the text that a message brings along for the assistant to work on.</summary>
internal static partial class GivenText
{
    private const int ShortestWithoutMark = 80;

    /// <summary>
    /// What follows the first colon or line end of <paramref name="message"/>, or stands before its last line when the command comes last;
    /// null when the message is the command alone.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="command">Where the command is in it.</param>
    public static string? In(string message, Match command)
    {
        var end = command.Index + command.Length;
        if (command.Index >= ShortestWithoutMark)
        {
            return message[..command.Index].Trim();
        }

        var mark = message.AsSpan(end).IndexOfAny(':', '\n');
        var rest = mark >= 0 ? message[(end + mark + 1)..] : message[end..].Length >= ShortestWithoutMark ? message[end..] : "";
        rest = Quotes().Replace(rest, "").Trim();
        return rest.Any(char.IsLetterOrDigit) ? rest : null;
    }

    [GeneratedRegex(@"^\s*[""“]|[""”]\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quotes();
}
