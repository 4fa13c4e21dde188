using AgentWeb.Core.Models;
using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Chat;

public sealed class StartScreenTests : IAsyncLifetime
{
    private readonly BunitContext _context = new();

    public ValueTask InitializeAsync()
    {
        _context.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Theory]
    [InlineData("en", "What is 17.5% of 2,340?")]
    [InlineData("de", "Was sind 17,5 % von 2.340?")]
    public void Starters_InALanguage_SendWhatTheySay(string language, string first)
    {
        var (said, sent) = Spoken.In(language, _ => PressAll());

        Assert.Equal(OfflineAssistant.Starters.Count, said.Count);
        Assert.Equal(first, said[0]);
        Assert.Equal(said, sent);
    }

    private (List<string> Said, List<string> Sent) PressAll()
    {
        var (said, sent) = (new List<string>(), new List<string>());
        var screen = _context.Render<StartScreen>(p => p.Add(s => s.OnStart, (string text) => sent.Add(text)));
        for (var i = 0; i < screen.FindAll(".starter").Count; i++)
        {
            said.Add(screen.FindAll(".starter-prompt")[i].TextContent);
            screen.FindAll(".starter")[i].Click();
        }

        return (said, sent);
    }
}
