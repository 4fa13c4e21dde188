namespace AgentWeb.Tests.Models.Offline;

public sealed class IntroductionTests
{
    private const string NoModel = "not a language model";

    [Fact]
    public void Say_FirstAnswer_SaysWhatItIsOnce()
    {
        var conversation = new OfflineConversation();

        Assert.Contains(NoModel, conversation.Say("What is 2 + 2?"), StringComparison.Ordinal);
        Assert.DoesNotContain(NoModel, conversation.Say("What is 3 + 3?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Who are you?")]
    [InlineData("are you ChatGPT?")]
    [InlineData("What can you do?")]
    [InlineData("help")]
    [InlineData("Hello!")]
    public void Say_AskedWhatItIs_SaysSo(string question) =>
        Assert.Contains("I am no language model", OfflineConversation.Ask(question), StringComparison.Ordinal);

    [Fact]
    public void Say_SomethingElse_SaysWhatWouldWork()
    {
        var answer = OfflineConversation.Ask("Write me a poem about spring");

        Assert.StartsWith("I cannot answer that", answer, StringComparison.Ordinal);
        Assert.Contains("What is 17.5% of 2,340?", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Say_LongTextAlone_OffersWhatCanBeDoneWithIt() =>
        Assert.Contains("Summarise this text", OfflineConversation.Ask(string.Concat(Enumerable.Repeat("Words and more words. ", 50))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\u200B")]
    [InlineData("\ud83d")]
    [InlineData("((((")]
    [InlineData(":\n:\n:")]
    public void Say_Odd_IsAnswered(string question) => Assert.NotEmpty(OfflineConversation.Ask(question));

    [Fact]
    public void Say_TenThousandCharactersOfAnything_IsAnswered()
    {
        foreach (var piece in new[] { "days to ", "find ", "1 to ", "what is ", "?", " ", "summarise\n", "add 1 day to ", "(", "table of 1 to " })
        {
            Assert.NotEmpty(OfflineConversation.Ask(string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length)) + "x"));
        }
    }
}
