using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models;

/// <summary>A passage of a file that a model is given with a question, and may refer to by its number.</summary>
public sealed record GivenPassage
{
    private const string Key = "agentweb.passages";

    /// <summary>The number by which the reply refers to it, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The file.</summary>
    public required Guid FileId { get; init; }

    /// <summary>The passage's order within the file, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>Page or slide, from 1; null where there are none.</summary>
    public int? Page { get; init; }

    /// <summary>Sheet and rows, or lines; null where nothing says it.</summary>
    public string? Place { get; init; }

    /// <summary>Headings it stands under, outermost first; null when there are none.</summary>
    public string? Heading { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>A message that also holds its passages as such, for models that are code of ours; others read its text.</summary>
    public static ChatMessage Message(string text, IReadOnlyList<GivenPassage> passages) =>
        new(ChatRole.System, text) { AdditionalProperties = new() { [Key] = passages } };

    /// <summary>The passages that messages hold.</summary>
    public static IReadOnlyList<GivenPassage> In(IEnumerable<ChatMessage> messages) =>
        messages.Select(m => m.AdditionalProperties?.GetValueOrDefault(Key)).OfType<IReadOnlyList<GivenPassage>>().FirstOrDefault() ?? [];
}
