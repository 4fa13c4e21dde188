namespace AgentWeb.Core.Files.Pdf;

/// <summary>Finds what stands at the top or bottom of page after page: it belongs to no text, and would be found with all of it.</summary>
internal sealed class PdfFurniture
{
    private const int LongestText = 200;
    private const int MaxKnown = 1000;

    /// <summary>So many pages have it before it is left out.</summary>
    private const int Repetitions = 2;

    /// <summary>A page of fewer blocks is a slide or a form, on which everything counts.</summary>
    private const int LeastBlocks = 3;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>What of a page is text.</summary>
    public List<PdfBlock> Without(List<PdfBlock> page) =>
        page.Where((block, i) => (i > 0 && i < page.Count - 1) || !IsRepeated(block) || page.Count < LeastBlocks).ToList();

    /// <summary>Page numbers differ from page to page, so digits do not count; what is nothing but digits is one.</summary>
    private bool IsRepeated(PdfBlock block)
    {
        if (block.Length > LongestText)
        {
            return false;
        }

        var text = string.Concat(block.ToString().Where(c => !char.IsDigit(c) && !char.IsWhiteSpace(c)));
        var times = _seen.GetValueOrDefault(text);
        if (times > 0 || _seen.Count < MaxKnown)
        {
            _seen[text] = times + 1;
        }

        return times >= Repetitions;
    }
}
