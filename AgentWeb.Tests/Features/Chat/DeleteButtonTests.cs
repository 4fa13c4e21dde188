using AgentWeb.Features.Chat;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Chat;

public sealed class DeleteButtonTests : IAsyncLifetime
{
    private readonly BunitContext _pages = new();

    public ValueTask InitializeAsync()
    {
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _pages.DisposeAsync();

    [Fact]
    public async Task Press_Delete_PutsKeepingWhereTheFocusGoes()
    {
        var deleted = new List<MessageCommand>();
        var button = _pages.Render<DeleteButton>(parameters => parameters
            .Add(delete => delete.MessageId, Guid.CreateVersion7())
            .Add(delete => delete.OnCommand, (MessageCommand command) => deleted.Add(command)));

        await button.Find("[data-focus=delete]").ClickAsync(new MouseEventArgs());
        Assert.Equal("Keep this message", button.Find("[data-focus=delete]").GetAttribute("aria-label"));
        await button.Find("[data-focus=delete]").ClickAsync(new MouseEventArgs());

        Assert.Equal("Delete message", button.Find("[data-focus=delete]").GetAttribute("aria-label"));
        Assert.Empty(deleted);
    }
}
