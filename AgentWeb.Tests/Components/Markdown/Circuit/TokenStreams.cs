namespace AgentWeb.Tests.Components.Markdown.Circuit;

/// <summary>Long replies in tokens, cut about as language models cut them: words with the space before them, long words in two.</summary>
public static class TokenStreams
{
    private static readonly string[] Words =
        ("the of and to in is that it for on with as this be are from or by an at which can not have has but if one all more when other than then will into "
        + "time only some each how two may use most first new data value such no these also after over between same so even work way any part result because "
        + "system number state request server message order process memory index query cache token stream page table column user model answer method class "
        + "function return write read start stop change point line case example however therefore consider depending performance configuration implementation "
        + "available different important information development application environment connection transaction").Split(' ');

    /// <summary>The kinds of replies, by name. Each goes on for ever.</summary>
    public static IReadOnlyDictionary<string, Func<Random, IEnumerable<string>>> Kinds { get; } = new Dictionary<string, Func<Random, IEnumerable<string>>>(StringComparer.Ordinal)
    {
        ["mixed"] = random => Forever(() => Section(random)),
        ["paragraph"] = random => Forever(() => Sentence(random)),
        ["code block"] = random => Fence("csharp").Concat(Forever(() => Statement(random))),
        ["list"] = random => Forever(() => Item(random, "- ")),
        ["table"] = random => Table(random, int.MaxValue),
        ["nested list"] = random => Forever(() => Item(random, new string(' ', 2 * random.Next(4)) + "- ")),
        ["loose list"] = random => Forever(() => Item(random, "- ").Append("\n")),
        ["quote"] = random => Forever(() => Item(random, "> ")),
        ["code in a list"] = random => new[] { "- ", "Look", ":\n\n", "  " }.Concat(Fence("csharp").SkipLast(1)).Concat(Forever(() => Statement(random).Prepend("\n  ").SkipLast(1))),
        ["emphasis"] = random => Forever(() => Marked(random)),
        ["stray mark"] = random => new[] { "*", "note" }.Concat(Forever(() => Sentence(random))),
        ["open bracket"] = random => new[] { "[", "see" }.Concat(Forever(() => Sentence(random))),
        ["open backtick"] = random => new[] { "`", "x" }.Concat(Forever(() => Sentence(random))),
    };

    /// <summary>The first tokens of a reply; the same for every call.</summary>
    public static string[] Take(string kind, int count) => [.. Kinds[kind](new Random(20260101)).Take(count)];

    private static IEnumerable<string> Forever(Func<IEnumerable<string>> part)
    {
        while (true)
        {
            foreach (var token in part())
            {
                yield return token;
            }
        }
    }

    private static IEnumerable<string> Section(Random random) =>
    [
        "##", .. Phrase(random, 4), "\n\n",
        .. Paragraph(random), "\n\n",
        .. Enumerable.Range(0, 4).SelectMany(_ => LabelledItem(random)), "\n",
        .. Paragraph(random), "\n\n",
        .. Fence("csharp"), .. Enumerable.Range(0, 8).SelectMany(_ => Statement(random)), "```", "\n\n",
        .. Paragraph(random), " See", " [", "the", " docs", "](", "https", "://", "example", ".com", "/", "guide", ")", " for", " more", ".\n\n",
        .. Enumerable.Range(1, 4).SelectMany(i => Item(random, $"{i}. ")), "\n",
        .. Table(random, 4), "\n",
        ">", .. Sentence(random), "\n\n",
    ];

    private static IEnumerable<string> Paragraph(Random random) => Enumerable.Range(0, 3).SelectMany(_ => random.Next(3) == 0 ? Marked(random) : Sentence(random));

    private static IEnumerable<string> Sentence(Random random) => [.. Phrase(random, random.Next(8, 20)), "."];

    private static IEnumerable<string> Marked(Random random) =>
        [.. Phrase(random, 4), " **", .. Phrase(random, 2, isFirst: true), "**", .. Phrase(random, 3), " `", Word(random), "`", .. Phrase(random, 2), " *", Word(random), "*", "."];

    private static IEnumerable<string> LabelledItem(Random random) => ["- ", "**", .. Phrase(random, 2, isFirst: true), "**", ":", .. Phrase(random, 10), "\n"];

    private static IEnumerable<string> Item(Random random, string marker) => [marker, .. Phrase(random, random.Next(6, 14), isFirst: true), ".", "\n"];

    private static IEnumerable<string> Table(Random random, int rows)
    {
        string[] header = ["|", " Name", " |", " Meaning", " |", " Size", " |", "\n", "|", " ---", " |", " :--", " |", " --", ":", " |", "\n"];
        var body = rows == int.MaxValue ? Forever(() => Row(random)) : Enumerable.Range(0, rows).SelectMany(_ => Row(random));
        return header.Concat(body);
    }

    private static IEnumerable<string> Row(Random random) => ["|", .. Phrase(random, 2), " |", .. Phrase(random, 5), " |", $" {random.Next(1000)}", " |", "\n"];

    private static IEnumerable<string> Fence(string language) => ["```", language, "\n"];

    private static IEnumerable<string> Statement(Random random) =>
        [new string(' ', 4 * random.Next(1, 4)), "var", " " + Word(random), " =", " " + Word(random), ".", Word(random), "(", Word(random), ",", $" {random.Next(100)}", ");", "\n"];

    private static IEnumerable<string> Phrase(Random random, int words, bool isFirst = false)
    {
        for (var i = 0; i < words; i++)
        {
            var word = Word(random);
            var cut = word.Length > 9 ? word.Length / 2 : word.Length;
            yield return (isFirst && i == 0 ? string.Empty : " ") + word[..cut];
            if (cut < word.Length)
            {
                yield return word[cut..];
            }
        }
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];
}
