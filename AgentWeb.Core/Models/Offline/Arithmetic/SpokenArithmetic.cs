using System.Text.RegularExpressions;

namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>Turns the way people ask, such as "What is 12 times 7?", into an expression.</summary>
internal static partial class SpokenArithmetic
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 1000;

    /// <summary>The expression in <paramref name="question"/>; when it holds something else, the parser will say so.</summary>
    public static string ToExpression(string question)
    {
        var text = GermanAsking().Match(question) is { Success: true } asking ? FromGerman(question[asking.Length..]) : Asking().Replace(question, "");
        text = WithoutEnding(text);
        text = Root().Replace(text, "sqrt(${number})");
        text = Squared().Replace(text, "^2");
        text = Cubed().Replace(text, "^3");
        text = ToThePower().Replace(text, "^");
        text = DividedBy().Replace(text, "/");
        text = Times().Replace(text, "*");
        text = Plus().Replace(text, "+");
        text = Minus().Replace(text, "-");
        text = Percent().Replace(text, "%");
        text = Discount().Replace(text, "${price} - ${rate}%");
        return BetweenNumbers().Replace(text, "*").Trim();
    }

    /// <summary>German has words of its own, and point and comma in numbers the other way round.</summary>
    private static string FromGerman(string text)
    {
        text = NumberMarks().Replace(text, mark => mark.Value is "," ? "." : ",");
        text = GermanOf().Replace(text, "of");
        text = GermanDividedBy().Replace(text, "/");
        text = GermanTimes().Replace(text, "*");
        return GermanPercent().Replace(text, "%");
    }

    private static string WithoutEnding(string text)
    {
        text = text.TrimEnd(' ', '\n', '?', '=', '!', '.', ',');
        foreach (var word in new[] { "please", "equals", "equal" })
        {
            text = text.EndsWith(word, StringComparison.OrdinalIgnoreCase) ? text[..^word.Length].TrimEnd(' ', ',', '?', '=') : text;
        }

        return text;
    }

    [GeneratedRegex(@"^\s*((please|can you|could you|tell me|what is|what's|whats|how much is|calculate|compute|work out|evaluate|solve|the result of|the)\b[\s,:]*)+", Options, Timeout)]
    private static partial Regex Asking();

    [GeneratedRegex(@"^\s*((bitte|was ist|was sind|was ergibt|wie ?viel ist|wie ?viel sind|berechne|rechne)\b[\s,:]*)+", Options, Timeout)]
    private static partial Regex GermanAsking();

    [GeneratedRegex(@"(?<=\d)[.,](?=\d)", Options, Timeout)]
    private static partial Regex NumberMarks();

    [GeneratedRegex(@"\bvon\b", Options, Timeout)]
    private static partial Regex GermanOf();

    [GeneratedRegex(@"\bgeteilt durch\b", Options, Timeout)]
    private static partial Regex GermanDividedBy();

    [GeneratedRegex(@"\bmal\b", Options, Timeout)]
    private static partial Regex GermanTimes();

    [GeneratedRegex(@"\s*\bProzent\b", Options, Timeout)]
    private static partial Regex GermanPercent();

    [GeneratedRegex(@"\b(the )?square root of (?<number>[\d.,]+)", Options, Timeout)]
    private static partial Regex Root();

    [GeneratedRegex(@"\s+squared\b", Options, Timeout)]
    private static partial Regex Squared();

    [GeneratedRegex(@"\s+cubed\b", Options, Timeout)]
    private static partial Regex Cubed();

    [GeneratedRegex(@"\b(raised )?to the power( of)?\b", Options, Timeout)]
    private static partial Regex ToThePower();

    [GeneratedRegex(@"\bdivided by\b|\bover\b", Options, Timeout)]
    private static partial Regex DividedBy();

    [GeneratedRegex(@"\b(multiplied by|times)\b", Options, Timeout)]
    private static partial Regex Times();

    [GeneratedRegex(@"\bplus\b", Options, Timeout)]
    private static partial Regex Plus();

    [GeneratedRegex(@"\bminus\b", Options, Timeout)]
    private static partial Regex Minus();

    [GeneratedRegex(@"\s*\b(percent|per cent)\b", Options, Timeout)]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?<rate>[\d.,]+)\s*%\s*off\s+(of\s+)?(?<price>[\d.,]+)", Options, Timeout)]
    private static partial Regex Discount();

    [GeneratedRegex(@"(?<=[\d)])\s*x\s*(?=[\d(])", Options, Timeout)]
    private static partial Regex BetweenNumbers();
}
