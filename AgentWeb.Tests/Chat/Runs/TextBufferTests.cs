using AgentWeb.Core.Chat.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class TextBufferTests
{
    [Fact]
    public void Slice_AnyRangeOfAnyPieces_IsThatRangeOfTheWhole()
    {
        var pieces = Gen.ArrayOf(Gen.Choose(0, 9000)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(pieces, lengths =>
        {
            var buffer = new TextBuffer();
            var whole = string.Concat(lengths.Select((length, i) => new string((char)('a' + (i % 26)), length)));
            var offset = 0;
            foreach (var length in lengths)
            {
                buffer.Append(whole.AsSpan(offset, length));
                offset += length;
            }

            Assert.Equal(whole.Length, buffer.Length);
            Assert.Equal(whole, buffer.Slice(0, whole.Length));
            Assert.Equal(whole[(whole.Length / 3)..(whole.Length / 2)], buffer.Slice(whole.Length / 3, whole.Length / 2));
            Assert.Equal("", buffer.Slice(whole.Length, whole.Length));
        }));
    }

    [Fact]
    public void Slice_BeyondTheEnd_IsRefused()
    {
        var buffer = new TextBuffer();
        buffer.Append("abc");

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(0, 4));
    }
}
