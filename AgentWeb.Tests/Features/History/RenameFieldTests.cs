using AgentWeb.Core.Results;
using AgentWeb.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.History;

/// <summary>A browser tells that a field was left also when the field is taken away: what was decided by then holds.</summary>
public sealed class RenameFieldTests : IAsyncLifetime
{
    private readonly BunitContext _pages = new();
    private readonly List<string> _saved = [];
    private int _closed;

    public ValueTask InitializeAsync()
    {
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _pages.DisposeAsync();

    [Fact]
    public async Task Leave_AfterEscape_SavesNothing()
    {
        var field = Render();
        await field.Find("input").InputAsync(new ChangeEventArgs { Value = "Tulips" });

        await field.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        await field.Find("input").BlurAsync(new FocusEventArgs());
        await field.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.Empty(_saved);
        Assert.Equal(1, _closed);
    }

    [Fact]
    public async Task Leave_AfterEnter_SavesOnce()
    {
        var field = Render();
        await field.Find("input").InputAsync(new ChangeEventArgs { Value = "Tulips" });

        await field.Find("form").SubmitAsync(EventArgs.Empty);
        await field.Find("input").BlurAsync(new FocusEventArgs());

        Assert.Equal(["Tulips"], _saved);
        Assert.Equal(1, _closed);
    }

    [Fact]
    public async Task Leave_Typed_Saves()
    {
        var field = Render();
        await field.Find("input").InputAsync(new ChangeEventArgs { Value = "Tulips" });

        await field.Find("input").BlurAsync(new FocusEventArgs());

        Assert.Equal(["Tulips"], _saved);
    }

    private IRenderedComponent<RenameField> Render()
    {
        Func<string, Task<Error?>> save = name =>
        {
            _saved.Add(name);
            return Task.FromResult<Error?>(null);
        };
        return _pages.Render<RenameField>(parameters => parameters
            .Add(field => field.Id, "name")
            .Add(field => field.Label, "Title")
            .Add(field => field.Name, "Roses")
            .Add(field => field.MaxLength, 100)
            .Add(field => field.OnSave, save)
            .Add(field => field.OnClose, () => _closed++));
    }
}
