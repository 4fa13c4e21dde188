using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Offline.Skills;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models.Offline;

public sealed class FileSkillTests
{
    private static readonly string[] Contract =
    [
        "This agreement begins on 1 March. The rent is 800 a month, due in advance.",
        "Either party may terminate the agreement with three months' notice. Notice must be in writing.",
        "The tenant keeps the garden. Repairs of the roof are the landlord's business.",
    ];

    [Theory]
    [InlineData("How long is the notice period for terminating the agreement?", "> Either party may terminate the agreement with three months' notice.", "[2]")]
    [InlineData("Who mends the roof?", "> Repairs of the roof are the landlord's business.", "[3]")]
    [InlineData("find roof", "> Repairs of the roof are the landlord's business.", "[3]")]
    [InlineData("What do I pay each month?", "> The rent is 800 a month, due in advance.", "[1]")]
    public void Say_QuestionToAFile_QuotesTheBestSentenceWithItsNumber(string question, string quote, string number)
    {
        var answer = Say(question, Contract);

        Assert.StartsWith("Your file says:\n\n" + quote, answer, StringComparison.Ordinal);
        Assert.Contains(number, answer.Split('\n')[2], StringComparison.Ordinal);
        Assert.InRange(answer.Split("\n>\n").Length, 1, 3);
    }

    [Fact]
    public void Say_SummariseTheFile_CitesEachSentence()
    {
        var answer = Say("Summarise the file", Contract);

        Assert.StartsWith("**Summary of the file**", answer, StringComparison.Ordinal);
        Assert.All(answer.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)), line => Assert.Matches(@" \[[123]\]$", line));
    }

    [Theory]
    [InlineData("2 + 2", "= **4**")]
    [InlineData("What time is it?", "It is **")]
    [InlineData("Bananas?", "I found no sentence about that in “contract.txt”.")]
    public void Say_WhatNoFileKnows_IsAnsweredAsWithoutFiles(string question, string answer) =>
        Assert.Contains(answer, Say(question, Contract), StringComparison.Ordinal);

    [Fact]
    public void Say_Continue_GoesOnWithTheSameQuotes()
    {
        var whole = Say("Who mends the roof?", Contract);
        var conversation = Conversation(Contract);
        conversation.Messages.Add(new(ChatRole.User, "Who mends the roof?"));
        conversation.Messages.Add(new(ChatRole.Assistant, whole[..20]));

        Assert.StartsWith(whole[20..], conversation.Say("Go on with your last reply."), StringComparison.Ordinal);
    }

    private static string Say(string question, string[] passages)
    {
        var conversation = Conversation(passages);
        return conversation.Say(question).Replace(Abilities.Introduction, "", StringComparison.Ordinal);
    }

    private static OfflineConversation Conversation(string[] passages)
    {
        var conversation = new OfflineConversation();
        conversation.Messages.Add(GivenPassage.Message("…", [.. passages.Select((text, i) => new GivenPassage
        {
            Number = i + 1,
            FileId = Guid.CreateVersion7(),
            Position = i,
            FileName = "contract.txt",
            Text = text,
        })]));
        return conversation;
    }
}
