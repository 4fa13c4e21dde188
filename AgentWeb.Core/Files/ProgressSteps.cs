namespace AgentWeb.Core.Files;

/// <summary>Tells progress in steps that can be seen, instead of at every block.</summary>
/// <param name="progress">Is told, from 0 to 1.</param>
/// <param name="total">What is all.</param>
internal sealed class ProgressSteps(IProgress<double> progress, long total)
{
    private const double Step = 0.01;
    private double _told;

    /// <summary>So much of it is done.</summary>
    public void Report(long done)
    {
        var share = total <= 0 ? 1 : Math.Clamp(done / (double)total, 0, 1);
        if (share >= _told + Step || (share >= 1 && _told < 1))
        {
            _told = share;
            progress.Report(share);
        }
    }
}
