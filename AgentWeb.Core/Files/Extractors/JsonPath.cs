using System.Globalization;
using System.Text;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Where in JSON the reader is, as a person writes it: <c>orders[3].customer.name</c>.</summary>
internal sealed class JsonPath
{
    private readonly List<Level> _levels = [];

    /// <summary>How deep it is.</summary>
    public int Depth => _levels.Count;

    /// <summary>The level of the innermost object that stands in a list, or 0: names are told from there.</summary>
    public int Origin => _levels.FindLastIndex(Math.Max(0, Depth - 2), Math.Max(0, Depth - 1), level => level.Index is not null) + 1;

    /// <summary>A bracket opens.</summary>
    public void Enter(bool isList) => _levels.Add(new(null, isList ? -1 : null));

    /// <summary>A bracket closes.</summary>
    public void Leave() => _levels.RemoveAt(_levels.Count - 1);

    /// <summary>The property that what follows belongs to.</summary>
    public void Name(string name) => _levels[^1] = _levels[^1] with { Name = name };

    /// <summary>A value begins: in a list it is the next one.</summary>
    public void Count()
    {
        if (_levels.Count > 0 && _levels[^1].Index is { } index)
        {
            _levels[^1] = _levels[^1] with { Index = index + 1 };
        }
    }

    /// <summary>The way from one level to another.</summary>
    public string Between(int from, int to)
    {
        var path = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            if (_levels[i].Index is { } index)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else
            {
                path.Append(path.Length == 0 ? "" : ".").Append(_levels[i].Name);
            }
        }

        return path.ToString();
    }

    private readonly record struct Level(string? Name, int? Index);
}
