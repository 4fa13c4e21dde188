using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgentWeb.Core.Files.Text;

/// <summary>Reads a file's characters block by block, whatever their encoding, and tells how far it is.</summary>
internal static class TextBlocks
{
    private const int Size = 16 * 1024;

    /// <summary>Reads them. A block is valid until the next one is asked for.</summary>
    /// <exception cref="FileRefusedException">It is no text any more: the file is not what was checked.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<char>> ReadAsync(
        string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = LocalFile.OpenRead(path);
        var encoding = await TextEncodings.DetectAsync(file, cancellationToken) ?? throw new FileRefusedException(FileErrors.Damaged);
        file.Position = 0;
        var steps = new ProgressSteps(progress, file.Length);
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, Size, leaveOpen: true);
        var block = ArrayPool<char>.Shared.Rent(Size);
        try
        {
            while (await reader.ReadAsync(block.AsMemory(0, Size), cancellationToken) is > 0 and var read)
            {
                yield return block.AsMemory(0, read);
                steps.Report(file.Position);
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(block);
        }
    }
}
