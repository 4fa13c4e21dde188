using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Settings;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Settings;

/// <summary>How a person wants the product to be, and the texts they use again.</summary>
public sealed class SettingsTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ChangeUserSettings _change = null!;
    private ReadUserSettings _read = null!;
    private SavePrompt _save = null!;
    private ListPrompts _list = null!;
    private DeletePrompt _delete = null!;
    private Guid _ada;
    private Guid _bob;

    public async ValueTask InitializeAsync()
    {
        _database = new();
        var contexts = await _database.MigratedAsync();
        var models = new ScriptedModel();
        (_change, _read) = (new(contexts, models, new ModelAccess(models, new ManagedModels(), contexts)), new(contexts));
        (_save, _list, _delete) = (new(contexts, TimeProvider.System), new(contexts), new(contexts));
        _ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        _bob = await TestDatabase.AddUserAsync(contexts, "bob@example.test");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Change_Settings_AreOnesOwnAndReplacedAsAWhole()
    {
        await ChangeAsync(new() { Theme = ThemeChoice.Dark, Language = "de", DefaultModelKey = "test/second", Notifications = true });
        await ChangeAsync(new() { Density = DensityChoice.Compact });

        var ada = await _read.RunAsync(_ada, CancellationToken.None);
        Assert.Equal((ThemeChoice.System, DensityChoice.Compact, (string?)null, (string?)null, false), (ada.Theme, ada.Density, ada.Language, ada.DefaultModelKey, ada.Notifications));
        Assert.Equal(DensityChoice.Comfortable, (await _read.RunAsync(_bob, CancellationToken.None)).Density);
    }

    [Fact]
    public async Task Change_UnknownValues_AreRefusedAndNothingChanges()
    {
        Assert.Equal("look_invalid", await ChangeAsync(new() { Theme = (ThemeChoice)7 }));
        Assert.Equal("language_unknown", await ChangeAsync(new() { Language = "tlh", Theme = ThemeChoice.Dark }));
        Assert.Equal("model_unknown", await ChangeAsync(new() { DefaultModelKey = "no/such" }));

        Assert.Equal(ThemeChoice.System, (await _read.RunAsync(_ada, CancellationToken.None)).Theme);
    }

    [Fact]
    public async Task Prompts_SavedReplacedDeleted_AreListedByName()
    {
        await SaveAsync("/Translate", "Translate:\r\n");
        await SaveAsync("answer-briefly", "Be brief.");
        await SaveAsync("translate", "Translate into German:");
        await _save.RunAsync(_bob, "secret", "x", CancellationToken.None);

        Assert.Equal([("answer-briefly", "Be brief."), ("translate", "Translate into German:")], await NamesAsync());
        Assert.Equal("not_found", (await _delete.RunAsync(_ada, "secret", CancellationToken.None)).Error?.Code);
        Assert.True((await _delete.RunAsync(_ada, "translate", CancellationToken.None)).Succeeded);
        Assert.Equal([("answer-briefly", "Be brief.")], await NamesAsync());
    }

    [Theory]
    [InlineData("", "x", "prompt_name_invalid")]
    [InlineData("two words", "x", "prompt_name_invalid")]
    [InlineData("../etc", "x", "prompt_name_invalid")]
    [InlineData("ok", " \n", "prompt_text_invalid")]
    [InlineData("ok", null, "prompt_text_invalid")]
    public async Task SavePrompt_Invalid_IsRefused(string name, string? text, string code)
    {
        Assert.Equal(code, await SaveAsync(name, text));
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task SavePrompt_LongNameLongTextOrTooMany_IsRefused()
    {
        Assert.Equal("prompt_name_invalid", await SaveAsync(new('a', 41), "x"));
        Assert.Equal("prompt_text_invalid", await SaveAsync("a", new('x', 10_001)));
        for (var i = 0; i < SavePrompt.Most; i++)
        {
            Assert.Null(await SaveAsync($"p{i}", "x"));
        }

        Assert.Equal("prompts_full", await SaveAsync("one-more", "x"));
        Assert.Null(await SaveAsync("p0", "replaced"));
    }

    private async Task<string?> ChangeAsync(UserSettings wanted) => (await _change.RunAsync(_ada, wanted, CancellationToken.None)).Error?.Code;

    private async Task<string?> SaveAsync(string name, string? text) => (await _save.RunAsync(_ada, name, text, CancellationToken.None)).Error?.Code;

    private async Task<IEnumerable<(string, string)>> NamesAsync() => (await _list.RunAsync(_ada, CancellationToken.None)).Select(p => (p.Name, p.Text));
}
