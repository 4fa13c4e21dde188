using System.Globalization;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Import;

/// <summary>Which conversations of a file are taken over, by their numbers.</summary>
public sealed class ImportSelection
{
    private readonly List<(int First, int Last)> _ranges = [];

    /// <summary>Reads numbers and ranges, such as <c>0-41,43</c>.</summary>
    public static Result<ImportSelection> Parse(string text)
    {
        var selection = new ImportSelection();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryRead(ends[0], out var first) || !TryRead(ends[^1], out var last) || last < first)
            {
                return new Error("include_invalid", "include names conversations by their numbers in the preview, such as 0-41,43.");
            }

            selection._ranges.Add((first, last));
        }

        return selection;
    }

    /// <summary>Whether a conversation is taken over.</summary>
    public bool Has(int index) => _ranges.Exists(range => range.First <= index && index <= range.Last);

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < ImportLimits.Conversations;
}
