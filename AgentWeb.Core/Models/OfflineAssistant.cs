namespace AgentWeb.Core.Models;

/// <summary>The built-in assistant: what it is called, and what one can ask it.</summary>
public static class OfflineAssistant
{
    /// <summary>Its endpoint; no configured one may have this name.</summary>
    public const string Endpoint = "offline";

    /// <summary>Its id.</summary>
    public const string Id = "assistant";

    /// <summary>Its key.</summary>
    public const string Key = $"{Endpoint}/{Id}";

    /// <summary>It as a model. The window bounds what is sent to it, which costs nothing here.</summary>
    public static ModelDescriptor Model { get; } = new()
    {
        Key = Key,
        Id = Id,
        Name = "Built-in assistant",
        Endpoint = Endpoint,
        ContextWindow = 128_000,
        IsOffline = true,
    };

    /// <summary>Things to ask that it answers well, for the first screen.</summary>
    public static IReadOnlyList<StarterPrompt> Starters { get; } =
    [
        new("Work out a percentage", "What is 17.5% of 2,340?"),
        new("Count the days", "How many days until the end of the year?"),
        new(
            "Summarise a text",
            "Summarise this text: A shared queue keeps a small team from overloading its one model server. Every request waits in line, and "
            + "everyone sees their position and how long the wait will be. Requests of different people take turns, so one person with many "
            + "requests cannot block the others. The queue is stored in the database, so a restart of the server loses nothing. Lunch is at "
            + "noon on most days. When the model server answers, the text streams to the browser as it is written."),
        new("Make a table", "Make a table of the numbers 1 to 10 with squares and cubes"),
    ];
}
