namespace AgentWeb.Core.Files.Text;

/// <summary>A line of text, without its end.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Its text.</param>
internal readonly record struct TextLine(int Number, string Text)
{
    /// <summary>Whether nothing is to be seen in it.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
