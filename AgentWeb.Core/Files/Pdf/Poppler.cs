using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AgentWeb.Core.Files.Processes;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>poppler's programs: how many pages a PDF has, and its text.</summary>
/// <param name="time">The time.</param>
internal sealed class Poppler(TimeProvider time)
{
    private const int MaxInfoLength = 64 * 1024;
    private const int NotAllowed = 3;
    private const int Signalled = 128;

    /// <summary>
    /// A bomb, which unfolds to gigabytes before its first word, is to end within ten seconds (<c>bench files --only hostile</c>). The price: dozens of drawings without a
    /// word, one behind the other, each of which takes a tenth of a second and more, are too hard as well.
    /// </summary>
    internal static readonly ProcessLimits Limits = new() { Memory = 1024L * 1024 * 1024, ProcessorSeconds = 120, SilentWork = TimeSpan.FromSeconds(6) };

    /// <summary>How many pages it says it has.</summary>
    /// <exception cref="FileRefusedException">It cannot be read, or not here.</exception>
    public async Task<int> CountPagesAsync(string path, CancellationToken cancellationToken)
    {
        var info = new StringBuilder();
        await foreach (var block in RunAsync("pdfinfo", [path], cancellationToken))
        {
            info.Append(block.Span[..Math.Min(block.Length, MaxInfoLength - info.Length)]);
        }

        const string Label = "Pages:";
        var line = info.ToString().Split('\n').FirstOrDefault(l => l.StartsWith(Label, StringComparison.Ordinal));
        return int.TryParse(line?[Label.Length..], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pages)
            ? pages
            : throw new FileRefusedException(FileErrors.Damaged);
    }

    /// <summary>Its text in reading order with the places of its words, as <see cref="PdfLayout"/> reads it. A block is valid until the next one is asked for.</summary>
    /// <exception cref="FileRefusedException">It cannot be read, or not here.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<char>> ReadTextAsync(string path, CancellationToken cancellationToken) =>
        RunAsync("pdftotext", ["-bbox-layout", "-enc", "UTF-8", path, "-"], cancellationToken);

    private async IAsyncEnumerable<ReadOnlyMemory<char>> RunAsync(string program, string[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var installed = Executables.Find(program) ?? throw new FileRefusedException(FileErrors.PdfReaderMissing);
        await using var process = LimitedProcess.Start(installed, arguments, Limits, time) ?? throw new FileRefusedException(FileErrors.PdfReaderMissing);
        var buffer = new char[16 * 1024];
        while (await ReadAsync(process, buffer, cancellationToken) is > 0 and var read)
        {
            yield return buffer.AsMemory(0, read);
        }

        var (code, errors) = await process.EndAsync(cancellationToken);
        if (code != 0)
        {
            throw new FileRefusedException(Explain(code, errors));
        }
    }

    private static async ValueTask<int> ReadAsync(LimitedProcess process, char[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await process.ReadAsync(buffer, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new FileRefusedException(FileErrors.PdfTooHard);
        }
    }

    private static Error Explain(int code, string errors) =>
        errors.Contains("Incorrect password", StringComparison.Ordinal) ? FileErrors.Encrypted
        : code == NotAllowed ? FileErrors.PdfProtected
        : code > Signalled || errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || errors.Contains("bad_alloc", StringComparison.Ordinal) ? FileErrors.PdfTooHard
        : FileErrors.Damaged;
}
