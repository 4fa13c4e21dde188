using System.Text.Json;
using AgentWeb.Features.Chat;

namespace AgentWeb.Tests.Features.Chat;

public sealed class WrittenMessageTests
{
    [Fact]
    public void Read_AsTheBrowserSendsIt_HasEverything()
    {
        var message = Read("""
            {"text":"Hello","id":"a1","conversation":"new","files":["file-1"],"model":"fake/fake","isHere":false,
             "opening":{"temporary":true,"instructions":"Be brief.","temperature":0.5,"maxTokens":100,"usesLibrary":true,"carryFrom":"sess-1"}}
            """);

        Assert.Equal(("Hello", "a1", "new", "fake/fake", false), (message.Text, message.Id, message.Conversation, message.Model, message.IsHere));
        Assert.Equal(["file-1"], message.Files);
        Assert.Equal(new WrittenOpening(Temporary: true, "Be brief.", 0.5, 100, UsesLibrary: true, "sess-1"), message.Opening);
    }

    [Fact]
    public void Read_WhatAnEarlierPageKept_HasWhatWasUsualThen()
    {
        var message = Read("""{"text":"Hello","id":"a1","conversation":"new"}""");

        Assert.True(message is { IsHere: true, Files: null, Model: null, Opening: null });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"text":5,"id":"a1","conversation":"new"}""")]
    public void Read_SomethingElse_IsRefused(string sent) => Assert.Throws<JsonException>(() => Read(sent));

    private static WrittenMessage Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return WrittenMessage.Read(document.RootElement.Clone());
    }
}
