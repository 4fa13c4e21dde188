using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Reading;

namespace AgentWeb.Tests.Files.Reading;

public sealed class FrameTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhatWasWritten_IsTheSame()
    {
        var passage = new IndexedPassage(new Passage("Text 👍", 7, "Sheet1!A1", "One › Two", 3), 2);
        var bare = new IndexedPassage(new Passage(new string('x', 100_000), Page: null, Place: null, Heading: null, 25_000), 1);
        var term = new IndexedTerm(long.MinValue, [1, 2, 255]);
        var reader = new FrameReader(Written(frames =>
        {
            frames.WriteBegun();
            frames.WriteProgress(0.25);
            frames.WriteItem(passage);
            frames.WriteItem(bare);
            frames.WriteItem(term);
            frames.WriteRefused(FileErrors.TooHard);
            frames.WriteEnd();
        }));

        Assert.Equal(FrameKind.Begun, (await reader.ReadAsync(Cancellation))?.Kind);
        Assert.Equal(0.25, (await reader.ReadAsync(Cancellation))?.Content.ReadDouble());
        Assert.Equal(passage, FrameReader.Passage((await reader.ReadAsync(Cancellation))!.Value.Content));
        Assert.Equal(bare, FrameReader.Passage((await reader.ReadAsync(Cancellation))!.Value.Content));
        var read = FrameReader.Term((await reader.ReadAsync(Cancellation))!.Value.Content);
        Assert.Equal((term.Term, Convert.ToHexString(term.Postings)), (read.Term, Convert.ToHexString(read.Postings)));
        Assert.Equal(FileErrors.TooHard, FrameReader.Refusal((await reader.ReadAsync(Cancellation))!.Value.Content));
        Assert.Equal(FrameKind.End, (await reader.ReadAsync(Cancellation))?.Kind);
        Assert.Null(await reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Read_FrameThatIsCutOff_IsNone()
    {
        var whole = Written(frames => frames.WriteItem(new IndexedPassage(new Passage("Text", 1, Place: null, Heading: null, 1), 1)));
        whole.SetLength(whole.Length - 1);

        Assert.Null(await new FrameReader(whole).ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Read_WhatIsNoFrame_IsRefused()
    {
        using var text = new MemoryStream("10.0.401\n"u8.ToArray());

        await Assert.ThrowsAsync<InvalidDataException>(async () => await new FrameReader(text).ReadAsync(Cancellation));
    }

    private static MemoryStream Written(Action<FrameWriter> write)
    {
        var stream = new MemoryStream();
        using (var frames = new FrameWriter(stream))
        {
            write(frames);
        }

        stream.Position = 0;
        return stream;
    }
}
