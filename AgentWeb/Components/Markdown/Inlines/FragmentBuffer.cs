using System.Text;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>Collects fragments; plain text that follows plain text becomes one fragment with it.</summary>
internal sealed class FragmentBuffer
{
    private readonly List<Fragment> _fragments = [];
    private readonly StringBuilder _plain = new();

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _fragments.Count == 0 && _plain.Length == 0;

    /// <summary>Adds plain text.</summary>
    public void Add(StringBuilder plain) => _plain.Append(plain);

    /// <summary>Adds plain text.</summary>
    public void Add(string plain) => _plain.Append(plain);

    /// <summary>Adds something else than plain text.</summary>
    public void Add(FragmentKind kind, string text)
    {
        EndPlain();
        _fragments.Add(new Fragment(kind, text));
    }

    /// <summary>Takes all out.</summary>
    public Fragment[] Take()
    {
        EndPlain();
        Fragment[] taken = [.. _fragments];
        _fragments.Clear();
        return taken;
    }

    private void EndPlain()
    {
        if (_plain.Length > 0)
        {
            _fragments.Add(new Fragment(FragmentKind.Plain, _plain.ToString()));
            _plain.Clear();
        }
    }
}
