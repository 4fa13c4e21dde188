namespace AgentWeb.Core.Files;

/// <summary>For reading that nobody watches.</summary>
internal sealed class NoProgress : IProgress<double>
{
    /// <summary>The only one there has to be.</summary>
    public static NoProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(double value)
    {
    }
}
