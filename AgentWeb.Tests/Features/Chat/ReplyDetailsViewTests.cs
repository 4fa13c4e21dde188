using AgentWeb.Features.Chat;
using Bunit;

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
        Unread.IsSaid(details);
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, details, ".reply-details");

        Assert.Empty(details.FindAll("[role=alert]"));
        Assert.NotEmpty(details.FindAll("dd"));
    }
}
