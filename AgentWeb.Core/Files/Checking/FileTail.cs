namespace AgentWeb.Core.Files.Checking;

/// <summary>The last bytes of a file.</summary>
internal static class FileTail
{
    /// <summary>Reads at most so many.</summary>
    public static async Task<byte[]> ReadAsync(Stream file, int most, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(file.Length, most)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, cancellationToken);
        return tail;
    }
}
