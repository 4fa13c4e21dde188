using System.Xml;
using AgentWeb.Core.Results;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Checking;

/// <summary>Tells what a file is from its bytes, and refuses what is not what it says, or is more than it seems.</summary>
public sealed class FileCheck
{
    private readonly IOptionsMonitor<FilesOptions> _options;
    private readonly IReadOnlyList<IFileFormat> _formats;

    internal FileCheck(IOptionsMonitor<FilesOptions> options, IEnumerable<IFileFormat> formats)
    {
        _options = options;
        _formats = [.. formats];
    }

    /// <summary>Checks a file. What it costs is bounded by <see cref="ContentLimits"/>, whatever the file claims.</summary>
    /// <param name="name">Its name as it was uploaded: only its ending is looked at.</param>
    /// <param name="path">The local file with its bytes, which is only read.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What it is, or why it is refused.</returns>
    public async Task<Result<CheckedFile>> RunAsync(string name, string path, CancellationToken cancellationToken)
    {
        await using var file = LocalFile.OpenRead(path);
        if (file.Length == 0)
        {
            return FileErrors.Empty;
        }

        var head = await FileHead.ReadAsync(name, file, cancellationToken);
        var format = _formats.FirstOrDefault(f => f.Recognises(head));
        if (format is null)
        {
            return FileErrors.Unknown;
        }

        var found = await InspectAsync(format, file, head, cancellationToken);
        return found.Succeeded ? Judge(found.Value, head) : IsMisnamed(format, head, found.Error) ? FileErrors.Mismatch(head.Extension, format.Describe(head)) : found;
    }

    private async Task<Result<CheckedFile>> InspectAsync(IFileFormat format, Stream file, FileHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await format.InspectAsync(file, head, _options.CurrentValue.Limits, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            return FileErrors.Truncated;
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException)
        {
            return FileErrors.Damaged;
        }
        catch (FileRefusedException refusal)
        {
            return refusal.Error;
        }
    }

    /// <summary>That it is another thing than its name says is worth more to know than what is wrong with that thing.</summary>
    private static bool IsMisnamed(IFileFormat format, FileHead head, Error error) =>
        head.Named is { } named && error != FileErrors.Unknown && (!format.Kinds.Contains(named) || error.Code == FileErrors.UnsupportedCode);

    private Result<CheckedFile> Judge(CheckedFile found, FileHead head)
    {
        if (head.Named is { } named && named != found.Kind)
        {
            return FileErrors.Mismatch(head.Extension, FileErrors.Describe(found.Kind));
        }

        var allowed = _options.CurrentValue.AllowedKinds;
        return allowed.Count > 0 && !allowed.Contains(found.Kind) ? FileErrors.NotAllowed(found.Kind)
            : found.Width * (long?)found.Height > _options.CurrentValue.Limits.Pixels ? FileErrors.TooManyPixels(_options.CurrentValue.Limits.Pixels)
            : found;
    }
}
