using System.Globalization;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// An answer with code, formulas and diagrams that close on the way. Words are numbered (<c>n17</c>), so that a page can be asked which was
/// shown last, whatever became of the source of a formula meanwhile.
/// </summary>
internal static class RichReply
{
    private const int WordsBetween = 25;

    private static readonly string[] Blocks =
    [
        """
        ```csharp
        public static int Fibonacci(int n)
        {
            // Twice the work for each step.
            return n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
        }
        ```
        """,
        """
        $$
        \int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}
        $$
        """,
        """
        ```mermaid
        flowchart LR
            Browser --> Server
            Server --> Queue
            Queue --> Model
            Model --> Server
        ```
        """,
        """
        | name | formula |
        |---|---|
        | square | $x^2 + 1$ |
        | root | $\sqrt{x}$ |
        """,
    ];

    /// <summary>The answer, at least this many tokens long, at a pace.</summary>
    public static ModelScript Of(int tokens, double tokensPerSecond)
    {
        var text = new List<string>();
        for (var (part, word) = (0, 0); text.Count < tokens; part++)
        {
            for (var i = 0; i < WordsBetween; i++)
            {
                text.Add(string.Create(CultureInfo.InvariantCulture, $"n{++word} "));
            }

            text.Add("\n\n");
            text.AddRange(TokenSplitter.Split(Blocks[part % Blocks.Length].ReplaceLineEndings("\n")));
            text.Add("\n\n");
        }

        text.Add("The end.");
        return new() { Tokens = text, TokensPerSecond = tokensPerSecond };
    }

    /// <summary>The number of a token that is a numbered word; 0 for any other.</summary>
    public static int NumberOf(string token) =>
        token is ['n', ..] && int.TryParse(token.AsSpan(1).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
