using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Features.Settings;

public sealed class ErrorWordsTests
{
    [Fact]
    public void Of_KnownCode_IsSaidInTheLanguage()
    {
        var error = Error.NotFound("conversation");

        Assert.Equal("There is no such conversation.", Spoken.In("en", words => words.Of(error)));
        Assert.Equal("Das gibt es hier nicht oder nicht mehr.", Spoken.In("de", words => words.Of(error)));
    }

    [Theory]
    [InlineData("never_heard_of")]
    [InlineData(null)]
    public void Of_UnknownCode_StaysEnglish(string? code) =>
        Assert.Equal("It is {odd}.", Spoken.In("de", words => words.Of(code, "It is {odd}.")));
}
