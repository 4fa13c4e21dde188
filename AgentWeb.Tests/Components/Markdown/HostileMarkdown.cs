using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Components.Markdown;

/// <summary>A text and where it is cut on its way.</summary>
internal sealed record CutText(string Text, int[] Cuts)
{
    /// <summary>The parts, none of them empty.</summary>
    public IEnumerable<string> Parts()
    {
        var ends = Cuts.Select(cut => cut % Math.Max(Text.Length, 1)).Append(Text.Length).Where(end => end > 0).Distinct().Order();
        var start = 0;
        foreach (var end in ends)
        {
            yield return Text[start..end];
            start = end;
        }
    }

    public override string ToString() => string.Join("¦", Parts()).Replace("\n", "⏎\n", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal).Replace("\t", "→", StringComparison.Ordinal);
}

/// <summary>Makes texts of the fragments that Markdown parsers stumble over.</summary>
internal static class HostileMarkdown
{
    private static readonly string[] Inlines =
    [
        "word", "a", "two words", " ", " ", " ", "  ", "\t", "*", "*", "**", "**", "***", "_", "__", "~~", "~", "`", "``", "```", "[", "]", "](", ")", "(",
        "[x](https://a.b)", "[x](https://a.b/c_d \"t\")", "![i](https://a.b/p.png)", "[x]", "[x][y]", "[y]", "[X]: https://x.y", "[ ] ", "[x] ", "https://a.b/c_d", "http://a.b.",
        "www.a.bc", "mailto:a@b.cd", "<https://a.b>", "<a@b.cd>", "<b>", "</b>", "<!--", "-->", "&amp;", "&copy;", "&", ";", "\\", "\\*", "\\`", "\\\\", "!", "|", "\\|", ":",
        "**bold**", "*em*", "`code`", "``co`de``", "snake_case_word", "2*3*4", "\"quoted\"", "<", ">", "é", "中文", "🚀", "\ud83d", "\udc00", "\0", "\u00a0", "\f", ".", "**.**",
        "*a **b** c*", "[a *b* c](https://d.e)", "[a](javascript:x)", "a|b|c", "#", "##",
        "$", "$", "$$", "$x$", "$x^2$-th", "$$y$$", "\\(", "\\)", "\\(a*b*\\)", "\\[", "\\]", "$5 and $10", "\\$", "1", "[^1]", "[^n]", "[^", "[^1](", "^",
    ];

    private static readonly string[] Lines =
    [
        "\n", "\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "  \n", "\\\n", "\n    ", "\n  ", "\n\t", "\n- ", "\n- ", "\n* ", "\n+ ", "\n1. ", "\n2) ", "\n7. ",
        "\n  - ", "\n    - ", "\n   1. ", "\n- - ", "\n> ", "\n>", "\n> > ", "\n> - ", "\n- > ", "\n# ", "\n### ", "\n#", " #\n", "\n---\n", "\n***\n", "\n===\n", "\n= ", "\n- [ ] ",
        "\n- [x] ", "\n```\n", "\n```js\n", "\n````\n", "\n~~~\n", "\n  ```\n", "\n- ```\n  ", "\n> ```\n> ", "\n| a | b |\n", "\n| - | :-: |\n", "\na | b\n-|-\n", "|-|\n", "\n| c | d |\n",
        "| 1 | 2 |\n| --- | ---: |\n| 3 | 4 |\n", "\n[x]: https://x.y\n", "\n[y]: <https://y.z> 'title'\n", "\n[y]:\nhttps://y.z\n", "\n***", "\n_ _ _\n", "\n1.\n", "\n-\n", "\n- \n\n", "\n123456789. ",
        "- ", "> ", "1. ", "# ", "    ", "```\n", "| ",
        "\n$$\n", "\n$$\n", "$$\n", "\n$$x$$\n", "\n\\[", "\\]\n", "\n- $$\n  ", "\n> $$", "\n[^1]: ", "\n[^n]: ", "\n[^1]:", "\n[^1]: - ", "\n\n    ", "[^n]: ", "\n[^", "\n[",
    ];

    /// <summary>Texts, cut anywhere.</summary>
    public static Arbitrary<CutText> Texts { get; } = Arb.From(
        from fragments in Gen.Frequency((6, Gen.Elements(Inlines)), (3, Gen.Elements(Lines))).ListOf()
        from cuts in Gen.Choose(0, 100_000).ArrayOf()
        select new CutText(string.Concat(fragments), cuts),
        Shrink);

    /// <summary>How many texts are tried; <c>AGENTWEB_FUZZ</c> tries more.</summary>
    public static Config Config { get; } = Config.QuickThrowOnFailure
        .WithMaxTest(int.TryParse(Environment.GetEnvironmentVariable("AGENTWEB_FUZZ"), out var count) ? count : 2000)
        .WithStartSize(3)
        .WithEndSize(60)
        .WithParallelRunConfig(null);

    private static IEnumerable<CutText> Shrink(CutText text)
    {
        if (text.Cuts.Length > 0)
        {
            yield return text with { Cuts = [] };
        }

        for (var size = text.Text.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= text.Text.Length; start += size)
            {
                yield return text with { Text = text.Text.Remove(start, size) };
            }
        }

        for (var i = 0; i < text.Cuts.Length; i++)
        {
            yield return text with { Cuts = [.. text.Cuts[..i], .. text.Cuts[(i + 1)..]] };
        }
    }
}
