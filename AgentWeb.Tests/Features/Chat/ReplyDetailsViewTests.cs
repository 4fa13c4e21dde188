using AgentWeb.Features.Chat;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Tests.Features.Chat;

public sealed class ReplyDetailsViewTests : IAsyncLifetime
{
    private ChatStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await ChatStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Open_DatabaseDoesNotAnswer_SaysSoAndReadsThemWhenAskedAgain()
    {
        var sent = await _stage.Host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.");

        _stage.Contexts.Fails = true;
        var details = _stage.Pages.Render<ReplyDetailsView>(parameters => parameters
            .Add(view => view.MessageId, sent.MessageId)
            .Add(view => view.OwnerId, _stage.OwnerId)
            .Add(view => view.OnClose, () => { }));
        Assert.Single(details.FindAll("[role=alert]"));
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(details.Find(".reply-details"), "Try again").ClickAsync(new MouseEventArgs());

        Assert.Empty(details.FindAll("[role=alert]"));
        Assert.NotEmpty(details.FindAll("dd"));
    }
}
