using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>How much of the machine files may take at the moment: little while replies run, which would come late for it, and more while none does.</summary>
public sealed class FileAllowance(IOptionsMonitor<FilesOptions> options, IEnumerable<IRunningReplies> replies)
{
    private readonly IRunningReplies[] _replies = [.. replies];

    /// <summary>Share of one processor that reading a file takes at most, and storing it as well.</summary>
    public double CpuShare => Of(options.CurrentValue, settings => settings.CpuShare, settings => settings.CpuShareBesideReplies);

    /// <summary>Bytes a second of all uploads together.</summary>
    public long UploadRate => Of(options.CurrentValue, settings => settings.UploadRate, settings => settings.UploadRateBesideReplies);

    // Whoever set less than what is left beside replies gets no more there.
    private T Of<T>(FilesOptions settings, Func<FilesOptions, T> alone, Func<FilesOptions, T> beside)
        where T : IComparable<T> =>
        Array.Exists(_replies, running => running.Any) && beside(settings).CompareTo(alone(settings)) < 0 ? beside(settings) : alone(settings);
}
