namespace AgentWeb.Core.Models.Offline;

/// <summary>What a skill answers.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="Reasoning">How it came to that, where several steps led there.</param>
internal sealed record OfflineAnswer(string Text, string? Reasoning = null)
{
    /// <summary>Whether the text already says what the assistant is.</summary>
    public bool Introduces { get; init; }
}
