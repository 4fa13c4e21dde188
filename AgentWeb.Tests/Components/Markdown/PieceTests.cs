using AgentWeb.Components.Markdown.Streaming;

namespace AgentWeb.Tests.Components.Markdown;

public sealed class PieceTests
{
    [Fact]
    public void TryJoin_NeitherIsShown_IsOnePiece()
    {
        var piece = Piece.OfHtml("<p>a</p>");

        Assert.True(piece.TryJoin(Piece.OfHtml("<p>b</p>")));
        Assert.Equal("<p>a</p><p>b</p>", piece.Html);
    }

    [Fact]
    public void TryJoin_AlreadyShown_StaysAsItIs()
    {
        var piece = Piece.OfHtml("<p>a</p>");
        piece.IsRendered = true;

        Assert.False(piece.TryJoin(Piece.OfHtml("<p>b</p>")));
        Assert.Equal("<p>a</p>", piece.Html);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void TryJoin_OneMayChange_StaysAsItIs(bool first, bool second)
        => Assert.False(Piece.OfHtml("<p>a</p>", first).TryJoin(Piece.OfHtml("<p>b</p>", second)));

    [Fact]
    public void TryJoin_Text_StaysAsItIs()
    {
        Assert.False(Piece.OfText("a").TryJoin(Piece.OfHtml("<p>b</p>")));
        Assert.False(Piece.OfHtml("<p>a</p>").TryJoin(Piece.OfText("b")));
    }

    [Fact]
    public void TryJoin_TooLongTogether_StaysAsItIs()
        => Assert.False(Piece.OfHtml(new string('a', 5000)).TryJoin(Piece.OfHtml(new string('b', 5000))));
}
