namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>What the assistant can do, each with an example that works.</summary>
internal static class Abilities
{
    /// <summary>What the assistant is, put behind its first answer.</summary>
    public const string Introduction =
        "\n\n> I am AgentWeb's built-in assistant, not a language model: I work by fixed rules. Ask me “What can you do?”.";

    /// <summary>As a Markdown list.</summary>
    public const string List = """
        - **Calculate**: “What is 17.5% of 2,340?”, “(2 + 3)^2 / sqrt(16)”
        - **Date and time**: “How many days until the end of the year?”, “What day of the week was 14 July 1789?”, “What date is 3 weeks from now?”
        - **Summarise** a text or this conversation: “Summarise this text: …”
        - **Answer from files** that you attach, with their own words and the page: “How long is the notice period?”
        - **Search** this conversation: “What did I say about the budget?”
        - **Count** words: “Count the words: …”
        - **Tables** of numbers: “Make a table of the numbers 1 to 10 with squares and cubes”
        """;
}
