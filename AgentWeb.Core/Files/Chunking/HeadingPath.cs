using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Chunking;

/// <summary>The headings that the text stands under, outermost first.</summary>
internal sealed class HeadingPath
{
    private const int MaxHeadingLength = 120;

    private readonly List<(int Level, string Text)> _open = [];

    /// <summary>The path as it is now.</summary>
    public IReadOnlyList<string> Current { get; private set; } = [];

    /// <summary>A heading: it ends those of its level and below.</summary>
    public void Enter(int level, string text)
    {
        _open.RemoveAll(heading => heading.Level >= level);
        _open.Add((level, Shortened.To(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), MaxHeadingLength)));
        Current = [.. _open.Select(heading => heading.Text)];
    }
}
