using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Features.Admin.Users;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace AgentWeb.Tests.Features.Admin;

/// <summary>An account is shown as it is, also when its panel is opened again, or it is read twice, while something of it is being changed.</summary>
public sealed class UserPanelTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private readonly BunitContext _pages = new();
    private UnsteadyContexts _reads = null!;
    private UnsteadyContexts _writes = null!;
    private TestUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _user = await server.AddUserAsync();
        var contexts = server.Container.GetRequiredService<IDbContextFactory<AppDbContext>>();
        (_reads, _writes) = (new(contexts), new(contexts));
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.Services.AddFallbackServiceProvider(server.Container);
        _pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<ListUsers>(server.Container, _reads));
        _pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<ListApiKeys>(server.Container, _reads));
        _pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<ChangeLimits>(server.Container, _writes));
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        _reads.Dispose();
        _writes.Dispose();
    }

    [Fact]
    public async Task Limits_OpenedAgainWhileTheyAreSaved_AreShownAndKeptByTheNextSave()
    {
        var panel = await OpenAsync(_user);
        var saving = await BeginSavingAsync(panel, "5");

        await panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));
        Assert.Empty(Jobs(panel)); // Nothing is stored yet.
        LetWrite();
        await saving;

        Assert.Equal("5", Jobs(panel));
        Assert.Empty(panel.FindAll("[role=status]")); // It was not saved in what is open now.
        await panel.Find("form").SubmitAsync(EventArgs.Empty);
        Assert.Equal(5, await StoredJobsAsync());
    }

    [Fact]
    public async Task Limits_SavedWhileThePanelIsOpenedAgain_AreShownWhenItIs()
    {
        var panel = await OpenAsync(_user);
        var saving = await BeginSavingAsync(panel, "5");
        var asked = _reads.Asked;
        _reads.Holds = true;
        var opening = panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));
        await Eventually.TrueAsync(() => _reads.Asked == asked + 1, "the account is being read");
        _reads.Let(1);
        await Eventually.TrueAsync(() => _reads.Asked == asked + 2, "its limits are read, its keys are not");

        LetWrite();
        await Eventually.TrueAsync(() => _reads.Asked == asked + 3, "it is read anew");
        _reads.Holds = false;
        _reads.Let(1);
        await opening;
        Assert.Equal("5", Jobs(panel));
        Assert.Equal(2, Calls("open"));
        _reads.Let(1);
        await saving;

        Assert.Equal("5", Jobs(panel));
        Assert.Empty(panel.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Limits_SavedWhileTheAccountIsBeingRead_AreNotReplacedByOlderOnes()
    {
        var panel = await OpenAsync(_user);
        var asked = _reads.Asked;
        _reads.Holds = true;
        var locking = SidebarStage.Button(panel.Find("dialog"), "Lock").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _reads.Asked == asked + 1, "it is locked, and read");
        _reads.Let(1);
        await Eventually.TrueAsync(() => _reads.Asked == asked + 2, "its limits are read, its keys are not");

        await panel.Find("#limit-jobs").ChangeAsync(new ChangeEventArgs { Value = "5" });
        var saving = panel.Find("form").SubmitAsync(EventArgs.Empty);
        await Eventually.TrueAsync(() => _reads.Asked == asked + 3, "they are saved, and read");
        _reads.Let(1);
        await locking;
        Assert.Equal("5", Jobs(panel));
        _reads.Holds = false;
        _reads.Let(1);
        await saving;

        Assert.Equal("5", Jobs(panel));
        Assert.Contains(panel.FindAll("button"), button => button.TextContent == "Unlock"); // That it was locked is shown too.
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_DialogCannotBeClosed_IsSaidAndTold(bool answers)
    {
        var close = _pages.JSInterop.SetupVoid("agentweb.call", call => call.Arguments[1] is "close");
        if (answers)
        {
            close.SetException(new JSException("The script did not come."));
        }
        else
        {
            close.SetCanceled();
        }

        await using var scope = server.Container.CreateAsyncScope();
        _pages.Services.AddSingleton(scope.ServiceProvider.GetRequiredService<DeleteAccount>()); // Scopes that the page makes know only what the page has.
        var told = 0;
        var panel = _pages.Render<UserPanel>(parameters => parameters.Add(p => p.OnChanged, () => told++));
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));

        await AskDeleteAsync(panel);
        await SidebarStage.Button(panel.Find("dialog"), "Yes, delete the account").ClickAsync(new MouseEventArgs());

        Assert.Equal(1, Calls("close"));
        Assert.Equal(1, told);
        Assert.Contains("There is no such account.", Assert.Single(panel.FindAll("[role=alert]")).TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public async Task Delete_AnotherOpenedMeanwhile_LeavesWhatIsAskedThere()
    {
        var other = await server.AddUserAsync();
        await using var scope = server.Container.CreateAsyncScope();
        _pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<DeleteAccount>(scope.ServiceProvider, _writes));
        var panel = await OpenAsync(_user);
        await AskDeleteAsync(panel);
        var asked = _writes.Asked;
        _writes.Holds = true;
        var deleting = SidebarStage.Button(panel.Find("dialog"), "Yes, delete the account").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _writes.Asked == asked + 1, "it is being deleted");

        await panel.InvokeAsync(() => panel.Instance.OpenAsync(other.Id));
        await AskDeleteAsync(panel);
        LetWrite();
        await deleting;

        Assert.Equal(other.Email, panel.Find("#user-panel-title").TextContent);
        Assert.Single(panel.FindAll(".button-danger"), button => button.TextContent == "Yes, delete the account");
        Assert.Equal(0, Calls("close"));
    }

    private static string Jobs(IRenderedComponent<UserPanel> panel) => panel.Find("#limit-jobs").GetAttribute("value") ?? "";

    private static Task AskDeleteAsync(IRenderedComponent<UserPanel> panel) =>
        SidebarStage.Button(panel.Find("dialog"), "Delete account").ClickAsync(new MouseEventArgs());

    private async Task<IRenderedComponent<UserPanel>> OpenAsync(TestUser user)
    {
        var panel = _pages.Render<UserPanel>();
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(user.Id));
        return panel;
    }

    /// <summary>Saves how many replies there may be at once, as far as the database lets it.</summary>
    /// <returns>The end of it.</returns>
    private async Task<Task> BeginSavingAsync(IRenderedComponent<UserPanel> panel, string jobs)
    {
        await panel.Find("#limit-jobs").ChangeAsync(new ChangeEventArgs { Value = jobs });
        var asked = _writes.Asked;
        _writes.Holds = true;
        var saving = panel.Find("form").SubmitAsync(EventArgs.Empty);
        await Eventually.TrueAsync(() => _writes.Asked == asked + 1, "it is being saved");
        return saving;
    }

    private void LetWrite()
    {
        _writes.Holds = false;
        _writes.Let(1);
    }

    private int Calls(string function) => _pages.JSInterop.Invocations["agentweb.call"].Count(call => Equals(call.Arguments[1], function));

    private async Task<int?> StoredJobsAsync()
    {
        await using var db = server.OpenDatabase();
        return (await db.Users.SingleAsync(u => u.Id == _user.Id)).MaxConcurrentJobs;
    }
}
