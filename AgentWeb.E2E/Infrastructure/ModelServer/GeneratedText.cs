using System.Globalization;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Deterministic Markdown of one kind, exactly as many tokens long as asked.</summary>
public static class GeneratedText
{
    private static readonly string[] Words =
        "the queue keeps every request in order and tells each person how long the wait will be while answers stream".Split(' ');

    /// <summary>The first <paramref name="count"/> tokens of an endless text of <paramref name="kind"/>.</summary>
    public static IReadOnlyList<string> Tokens(ContentKind kind, int count) =>
        [.. Pieces(kind).SelectMany(TokenSplitter.Split).Take(count)];

    private static IEnumerable<string> Pieces(ContentKind kind)
    {
        yield return kind switch
        {
            ContentKind.Code => "```csharp\n",
            ContentKind.Table => "| number | square | note |\n|---:|---:|---|\n",
            _ => "",
        };

        for (var i = 1; ; i++)
        {
            yield return kind switch
            {
                ContentKind.Paragraph => Sentence(i),
                ContentKind.Code => $"var value{Number(i)} = Compute({Number(i)}, \"item {Number(i)}\"); // {Word(i)}\n",
                ContentKind.List => $"- Item {Number(i)}: {Word(i)} **{Word(i + 1)}** {Word(i + 2)}\n",
                ContentKind.Table => $"| {Number(i)} | {Number(i * (long)i)} | {Word(i)} {Word(i + 3)} |\n",
                _ => Section(i),
            };
        }
    }

    private static string Section(int i) => $"""
        ## Section {Number(i)}

        {Sentence(i)}{Sentence(i + 1)}This one has **bold**, *italic*, `code` and a [link](https://example.com/{Number(i)}).

        - first {Word(i)}
        - second {Word(i + 1)}
          - nested {Word(i + 2)}

        1. one
        2. two

        ```python
        def step_{Number(i)}(x):
            return x * {Number(i)}
        ```

        | name | value |
        |---|---:|
        | {Word(i)} | {Number(i)} |
        | {Word(i + 4)} | {Number(i + 1)} |

        > {Word(i)} {Word(i + 1)} {Word(i + 2)}.


        """.ReplaceLineEndings("\n");

    private static string Sentence(int i) =>
        $"In step {Number(i)} {Word(i)} {Word(i + 1)} {Word(i + 2)} {Word(i + 3)}, and {Word(i + 4)} {Word(i + 5)}. ";

    private static string Word(int i) => Words[i % Words.Length];

    private static string Number(long i) => i.ToString(CultureInfo.InvariantCulture);
}
