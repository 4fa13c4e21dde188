using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Offline.Texts;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Models.Offline;

public sealed class TextSkillTests
{
    private const string Paragraph =
        "A shared queue keeps a small team from overloading its server. Every request waits in the queue. Lunch is at noon. "
        + "The queue is stored, so a restart of the server loses no request. Dr. Smith likes it.";

    [Theory]
    [InlineData("Summarise this text: " + Paragraph)]
    [InlineData("Please summarize the following\n\n" + Paragraph)]
    [InlineData(Paragraph + "\n\nSummarise this")]
    public void Say_Summarise_KeepsTheTellingSentences(string question)
    {
        var answer = OfflineConversation.Ask(question);

        Assert.Equal(
            "**Summary**: 2 of 5 sentences, in the writer's own words.\n\n"
            + "- A shared queue keeps a small team from overloading its server.\n"
            + "- The queue is stored, so a restart of the server loses no request.\n\n"
            + "Words that occur most: queue, request, server.",
            answer);
    }

    [Fact]
    public void Say_SummariseWithoutText_SummarisesTheConversation()
    {
        var conversation = new OfflineConversation();
        conversation.Say("My budget is 4000 euros.");
        conversation.Say("We travel in May with two kids.");
        conversation.Say("The budget is for flights and the hotel.");

        var answer = conversation.Say("Summarise this conversation");

        Assert.StartsWith("**Summary of this conversation (3 messages)**: 1 of 3 sentences", answer, StringComparison.Ordinal);
        Assert.Contains("- You: My budget is 4000 euros.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Say_SummariseNothing_SaysHow() =>
        Assert.StartsWith("There is nothing to summarise yet.", new OfflineConversation().Say("summarise"), StringComparison.Ordinal);

    [Fact]
    public void Say_WhatDidISay_QuotesTheConversation()
    {
        var conversation = new OfflineConversation();
        conversation.Say("My budget is 4000 euros. We travel in May.");
        conversation.Say("The kids like boats.");

        Assert.Equal("1 sentence about “the budget” in this conversation:\n\n> You: My budget is 4000 euros.", conversation.Say("What did I say about the budget?"));
        Assert.Equal("I found nothing about “trains” in this conversation.", conversation.Say("find trains"));
    }

    [Fact]
    public void Say_FindInText_QuotesTheText() => Assert.Equal(
        "2 sentences about “blue” in the text:\n\n> The sky is blue.\n>\n> Blue whales swim.",
        OfflineConversation.Ask("find \"blue\" in this text: The sky is blue. The grass is green. Blue whales swim."));

    [Fact]
    public void Say_CountWords_CountsEverything()
    {
        var answer = OfflineConversation.Ask("Count the words: one two two. Four five!");

        Assert.StartsWith("The text has **5 words**.", answer, StringComparison.Ordinal);
        Assert.Contains("| Different words | 4 |", answer, StringComparison.Ordinal);
        Assert.Contains("| Characters | 23 |", answer, StringComparison.Ordinal);
        Assert.Contains("| Sentences | 2 |", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Say_Table_HasTheColumnsAskedFor() => Assert.Equal(
        "| Number | Square root | Half |\n|---:|---:|---:|\n| 1 | 1 | 0.5 |\n| 2 | 1.4142 | 1 |\n| 3 | 1.7321 | 1.5 |",
        OfflineConversation.Ask("Make a table of the numbers 1 to 3 with square roots and halves"));

    [Theory]
    [InlineData("table of the numbers 1 to 100000000")]
    [InlineData("table of the numbers 1 to 99999999999999999999999999999999999999")]
    public void Say_HugeTable_IsRefused(string question) =>
        Assert.StartsWith("That table is too large for me", OfflineConversation.Ask(question), StringComparison.Ordinal);

    [Fact]
    public void Say_Starters_AllWork()
    {
        var answers = OfflineAssistant.Starters.Select(starter => new OfflineConversation().Say(starter.Prompt)).ToList();

        Assert.Collection(
            answers,
            answer => Assert.Contains("**409.5**", answer, StringComparison.Ordinal),
            answer => Assert.Contains("**41 days**", answer, StringComparison.Ordinal),
            answer => Assert.Contains("- A shared queue keeps a small team", answer, StringComparison.Ordinal),
            answer => Assert.Contains("| 10 | 100 | 1,000 |", answer, StringComparison.Ordinal));
    }

    [Fact]
    public void Say_GermanStarters_AllWork()
    {
        var prompts = Spoken.In("de", words => OfflineAssistant.Starters.Select(starter => words[starter.Prompt].Value).ToList());
        var answers = prompts.ConvertAll(prompt => new OfflineConversation().Say(prompt));

        Assert.Empty(prompts.Intersect(OfflineAssistant.Starters.Select(starter => starter.Prompt), StringComparer.Ordinal));
        Assert.Collection(
            answers,
            answer => Assert.Contains("**409.5**", answer, StringComparison.Ordinal),
            answer => Assert.Contains("**41 days**", answer, StringComparison.Ordinal),
            answer => Assert.Contains("- Eine gemeinsame Warteschlange bewahrt", answer, StringComparison.Ordinal),
            answer => Assert.Contains("| 10 | 100 | 1,000 |", answer, StringComparison.Ordinal));
        Assert.DoesNotContain("- Mittagessen", answers[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wie viel ist 3 mal 4,5?", "`3 * 4.5` = **13.5**")]
    [InlineData("Berechne 1.000 geteilt durch 8", "1,000 / 8 = **125**")]
    public void Say_GermanCalculation_IsAnswered(string question, string answer) => Assert.Equal(answer, OfflineConversation.Ask(question));

    [Theory]
    [InlineData("One. Two! Three?", 3)]
    [InlineData("Dr. Smith paid 3.50 euros (approx. 4 dollars). Good.", 2)]
    [InlineData("“Really?” he said. Yes…", 3)]
    [InlineData("東京は首都です。大阪は違います。", 2)]
    [InlineData("# Title\n\nwrapped\nline\n- item one\n- item two", 4)]
    [InlineData("...", 0)]
    [InlineData("", 0)]
    public void Split_Text_FindsTheSentences(string text, int count) => Assert.Equal(count, Sentences.Split(text).Count);

    [Fact]
    public void Words_MixedScripts_AreFound() =>
        Assert.Equal(["it's", "2", "東", "京", "naïve"], Sentences.Words("It's 2 東京 naïve!"));
}
