namespace AgentWeb.Core.Files.Extractors;

/// <summary>Counts the cells of a file's tables.</summary>
/// <param name="limits">How many there may be.</param>
internal sealed class CellBudget(ContentLimits limits)
{
    private long _cells;

    /// <summary>So many more.</summary>
    /// <exception cref="FileRefusedException">Too many.</exception>
    public void Take(int cells)
    {
        _cells += cells;
        if (_cells > limits.Cells)
        {
            throw new FileRefusedException(FileErrors.TooManyCells(limits.Cells));
        }
    }
}
