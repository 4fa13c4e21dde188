using AgentWeb.Core.Context.Citations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;

namespace AgentWeb.Tests.Context.Citations;

public sealed class SupportedCitationsTests
{
    private static readonly Guid File = Guid.CreateVersion7();

    private static readonly GivenPassage[] Sources =
    [
        Passage(1, "The agreement may be terminated with three months' notice."),
        Passage(2, "Rent is due on the first of the month."),
        Passage(3, "Der Vertrag endet im Mai."),
    ];

    [Fact]
    public void In_SentencesThatShareWords_AreCitations()
    {
        var found = SupportedCitations.In("Termination takes three months [1]. You pay the rent monthly [2].", Sources, []);

        Assert.Equal([1, 2], found.Select(c => c.Number));
        Assert.Equal((File, 0, "a.txt", 1), (found[0].FileId, found[0].Passage, found[0].FileName, found[0].Page));
    }

    [Theory]
    [InlineData("Bananas are yellow [1].")]
    [InlineData("Termination takes three months [7].")]
    [InlineData("See `[1]` for termination.")]
    [InlineData("No reference at all.")]
    public void In_WithoutSupport_IsNoCitation(string text) => Assert.Empty(SupportedCitations.In(text, Sources, []));

    [Fact]
    public void In_AnotherLanguage_CannotBeToldAndIsKept() =>
        Assert.Equal([3], SupportedCitations.In("The contract is over in spring [3].", Sources, []).Select(c => c.Number));

    [Fact]
    public void In_EarlierCitations_StayAndKeepTheirNumbers()
    {
        var before = new Citation { Number = 2, FileId = Guid.CreateVersion7(), Passage = 9, FileName = "old.txt" };

        var found = SupportedCitations.In("The rent [2]. Notice [1].", Sources, [before]);

        Assert.Equal([(1, "a.txt"), (2, "old.txt")], found.Select(c => (c.Number, c.FileName)));
    }

    [Fact]
    public void StillIn_TextWithoutTheMark_LeavesTheCitationOut()
    {
        var citations = SupportedCitations.In("Notice [1]. Rent [2].", Sources, []);

        Assert.Equal([2], SupportedCitations.StillIn("Rent [2].", citations).Select(c => c.Number));
    }

    private static GivenPassage Passage(int number, string text) =>
        new() { Number = number, FileId = File, Position = number - 1, FileName = "a.txt", Page = number, Text = text };
}
