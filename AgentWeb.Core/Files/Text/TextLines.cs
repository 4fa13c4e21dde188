using System.Runtime.CompilerServices;
using System.Text;

namespace AgentWeb.Core.Files.Text;

/// <summary>Reads a file line by line. A line that does not end costs no more than the longest that may be.</summary>
internal static class TextLines
{
    /// <summary>Longest line, in characters.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>Reads the lines; <c>\n</c>, <c>\r\n</c> and <c>\r</c> end one.</summary>
    /// <exception cref="FileRefusedException">A line is too long.</exception>
    public static async IAsyncEnumerable<TextLine> ReadAsync(
        string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var number = 0;
        var afterReturn = false;
        await foreach (var block in TextBlocks.ReadAsync(path, progress, cancellationToken))
        {
            var rest = block;
            while (rest.Length > 0)
            {
                if (afterReturn && rest.Span[0] == '\n')
                {
                    rest = rest[1..];
                    afterReturn = false;
                    continue;
                }

                var end = rest.Span.IndexOfAny('\r', '\n');
                line.Append(rest.Span[..(end < 0 ? rest.Length : end)]);
                if (line.Length > MaxLength)
                {
                    throw new FileRefusedException(FileErrors.LineTooLong(MaxLength));
                }

                afterReturn = end >= 0 && rest.Span[end] == '\r';
                rest = end < 0 ? default : rest[(end + 1)..];
                if (end >= 0)
                {
                    yield return new(++number, line.ToString());
                    line.Clear();
                }
            }
        }

        if (line.Length > 0)
        {
            yield return new(++number, line.ToString());
        }
    }
}
