namespace AgentWeb.Core.Models.Offline;

/// <summary>An earlier message.</summary>
/// <param name="ByUser">Whether the user said it, and not the assistant.</param>
/// <param name="Text">What was said, Markdown.</param>
internal sealed record SaidText(bool ByUser, string Text)
{
    /// <summary>Who said it, as a person reads it.</summary>
    public string Who => ByUser ? "You" : "Assistant";
}
