using System.Buffers.Binary;
using System.Text;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Reading;

/// <summary>Writes what a reader finds as frames: four bytes for the length of what follows, one for its kind, and the content.</summary>
/// <param name="output">Where to; buffered, so that a frame is not a system call.</param>
internal sealed class FrameWriter(Stream output) : IDisposable
{
    private readonly MemoryStream _frame = new();

    /// <summary>The first frame.</summary>
    public void WriteBegun() => Write(FrameKind.Begun, _ => { });

    /// <summary>The last one of a file that was read.</summary>
    public void WriteEnd() => Write(FrameKind.End, _ => { });

    /// <summary>How much is read; it is sent at once, since somebody watches it.</summary>
    public void WriteProgress(double progress)
    {
        Write(FrameKind.Progress, writer => writer.Write(progress));
        output.Flush();
    }

    /// <summary>A passage or a term.</summary>
    public void WriteItem(IndexItem item)
    {
        switch (item)
        {
            case IndexedPassage(var passage, var terms):
                Write(FrameKind.Passage, writer =>
                {
                    writer.Write(passage.Text);
                    writer.Write(passage.Page ?? 0);
                    writer.Write(passage.Place ?? "");
                    writer.Write(passage.Heading ?? "");
                    writer.Write(passage.Tokens);
                    writer.Write(terms);
                });
                break;
            case IndexedTerm(var term, var postings):
                Write(FrameKind.Term, writer =>
                {
                    writer.Write(term);
                    writer.Write(postings.Length);
                    writer.Write(postings);
                });
                break;
        }
    }

    /// <summary>Why the file cannot be read.</summary>
    public void WriteRefused(Error error) => Write(FrameKind.Refused, writer =>
    {
        writer.Write(error.Code);
        writer.Write(error.Message);
        writer.Write((int)error.Kind);
        writer.Write(error.Retryable);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        output.Flush();
        _frame.Dispose();
    }

    private void Write(FrameKind kind, Action<BinaryWriter> content)
    {
        _frame.SetLength(0);
        using (var writer = new BinaryWriter(_frame, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)kind);
            content(writer);
        }

        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)_frame.Length);
        output.Write(length);
        output.Write(_frame.GetBuffer().AsSpan(0, (int)_frame.Length));
    }
}
