using System.Globalization;

namespace AgentWeb.Core.Files.Office;

/// <summary>Which styles of a Word document are headings. Their ids are translated in some editions, their names are not.</summary>
internal sealed class WordStyles
{
    private const int MaxStyles = 10_000;
    private const int LongestChain = 20;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    /// <summary>Reads them; a document without any has no headings.</summary>
    public static WordStyles Read(OfficeXml? xml)
    {
        var styles = new WordStyles();
        string? id = null;
        while (xml?.Read() == true && styles._styles.Count < MaxStyles)
        {
            if (!xml.IsAnyStart)
            {
                continue;
            }

            switch (xml.Name)
            {
                case "style":
                    id = xml.Attribute("styleId");
                    break;
                case "name" when id is not null:
                    styles.Change(id, style => style with { Level = style.Level ?? LevelOfName(xml.Attribute("val")) });
                    break;
                case "basedOn" when id is not null:
                    styles.Change(id, style => style with { BasedOn = xml.Attribute("val") });
                    break;
                case "outlineLvl" when id is not null:
                    styles.Change(id, style => style with { Level = LevelOfOutline(xml.Attribute("val")) });
                    break;
            }
        }

        return styles;
    }

    /// <summary>Level of headings of that style, 1 to 6; 0 when it is none.</summary>
    public int LevelOf(string? id)
    {
        for (var i = 0; i < LongestChain && id is not null && _styles.TryGetValue(id, out var style); i++)
        {
            if (style.Level is { } level)
            {
                return level;
            }

            id = style.BasedOn;
        }

        return 0;
    }

    /// <summary>Level of a heading by its outline level, which begins at 0; 9 is body text.</summary>
    public static int LevelOfOutline(string? outline) =>
        int.TryParse(outline, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level < 9 ? Math.Min(level + 1, 6) : 0;

    private static int? LevelOfName(string? name)
    {
        const string Heading = "heading ";
        return name is null ? null
            : name.Equals("title", StringComparison.OrdinalIgnoreCase) ? 1
            : name.StartsWith(Heading, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(name.AsSpan(Heading.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level > 0 ? Math.Min(level, 6)
            : null;
    }

    private void Change(string id, Func<Style, Style> change) => _styles[id] = change(_styles.GetValueOrDefault(id) ?? new(null, null));

    private sealed record Style(int? Level, string? BasedOn);
}
