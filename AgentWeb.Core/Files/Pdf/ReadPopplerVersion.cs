using System.Text.RegularExpressions;
using AgentWeb.Core.Files.Processes;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>Reads which version of poppler is installed.</summary>
public sealed partial class ReadPopplerVersion(TimeProvider time)
{
    /// <summary>Reads it.</summary>
    /// <returns>The version; null when it is not installed.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (Executables.Find("pdfinfo") is null || Executables.Find("pdftotext") is not { } program || LimitedProcess.Start(program, ["-v"], Poppler.Limits, time) is not { } process)
        {
            return null;
        }

        await using (process)
        {
            var buffer = new char[256];
            while (await process.ReadAsync(buffer, cancellationToken) > 0)
            {
                // It says its version among its errors.
            }

            var (_, errors) = await process.EndAsync(cancellationToken);
            return Version().Match(errors) is { Success: true } found ? found.Groups["version"].Value : "?";
        }
    }

    [GeneratedRegex(@"version (?<version>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
