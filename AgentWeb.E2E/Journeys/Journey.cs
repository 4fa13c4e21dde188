using System.Text.RegularExpressions;
using AgentWeb.E2E.Faults;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace AgentWeb.E2E.Journeys;

/// <summary>
/// What a person does in a browser. It fails when its expectations do, and also when any of its pages had a problem that nobody expected;
/// pictures of the pages and the server's log are then in <c>artifacts/journeys</c>.
/// </summary>
public abstract partial class Journey(Stage stage, BrowserFixture browser) : IAsyncLifetime
{
    /// <summary>
    /// How long a journey waits for what must happen; generous, since machines are slow, a page that is cut off may let half a minute pass before it
    /// asks again, and nothing waits it out in vain.
    /// </summary>
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);

    /// <summary>The words with which browsers and Blazor's script tell that there is no server.</summary>
    protected static readonly string[] ServerGone =
        ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket", "Connection disconnected", "Cannot send data", "Failed to fetch", "/_blazor", "/health/ready", "status of 503", "code '503'"];

    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<JourneyPage> _pages = [];

    static Journey() => Assertions.SetDefaultExpectTimeout((float)Deadline.TotalMilliseconds);

    protected AgentWebServer Server => stage.Server;

    protected FakeModelServer Model => stage.Model;

    protected TestAccount Administrator => stage.Administrator;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var problems = new List<string>();
        foreach (var page in _pages)
        {
            problems.AddRange(await page.Problems.UnexpectedAsync());
        }

        if (problems.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepEvidenceAsync();
        }

        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }

        await EndRepliesAsync();

        Assert.True(problems.Count == 0, "The pages had problems:" + Environment.NewLine + string.Join(Environment.NewLine, problems));
    }

    /// <summary>A browser that was never here.</summary>
    protected Task<JourneyPage> NewBrowserAsync(BrowserNewContextOptions? options = null) => NewBrowserAsync(Server.Address, options);

    /// <summary>A browser that was never here and reaches the server by another address.</summary>
    protected async Task<JourneyPage> NewBrowserAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        var context = await (await browser.StartedAsync()).NewContextAsync(options);
        context.SetDefaultTimeout((float)Deadline.TotalMilliseconds);
        _contexts.Add(context);
        return await NewTabAsync(context, address);
    }

    /// <summary>Another tab of the same browser.</summary>
    protected Task<JourneyPage> NewTabAsync(JourneyPage beside) => NewTabAsync(beside.Page.Context, Server.Address);

    /// <summary>Somebody new, with an account and signed in.</summary>
    protected async Task<JourneyPage> SignedInAsync(BrowserNewContextOptions? options = null)
    {
        var page = await NewBrowserAsync(options);
        await page.EnterAsync(await NewAccountAsync());
        return page;
    }

    /// <summary>An account nobody has used.</summary>
    protected async Task<TestAccount> NewAccountAsync()
    {
        using var user = await ApiUser.RegisterAsync(Server, TestAccount.Unique());
        return user.Account;
    }

    /// <summary>A button by its name.</summary>
    protected static ILocator Button(ILocator where, string name) => where.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The clipboard for this journey alone until what this gives is disposed; see <see cref="BrowserFixture.TakeClipboardAsync"/>.</summary>
    protected Task<IDisposable> TakeClipboardAsync() => browser.TakeClipboardAsync();

    /// <summary>The newest request to the model server with all of these words, once it has got it.</summary>
    protected async Task<RecordedRequest> RequestAboutAsync(params string[] words)
    {
        try
        {
            return await Model.RequestAsync(request => words.All(word => request.Body.RootElement.GetRawText().Contains(word, StringComparison.Ordinal)), Deadline);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The model server was never asked about “{string.Join(", ", words)}”.", late);
        }
    }

    /// <summary>Another tab of a browser, which reaches the server by this address.</summary>
    protected async Task<JourneyPage> NewTabAsync(IBrowserContext context, Uri address)
    {
        var page = new JourneyPage(await context.NewPageAsync(), address);
        _pages.Add(page);
        return page;
    }

    /// <summary>
    /// Ends what is still written or waits, and forgets the scripts that nobody asked for. A reply that began later, because its file had to be read
    /// or another one stood before it, would take a script of the next journey on this stage.
    /// </summary>
    private async Task EndRepliesAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        Model.FinishAll();
        while (Server.IsRunning && !deadline.IsCancellationRequested && await new DatabaseFile(Server.DataDirectory).HasOpenJobsAsync())
        {
            await Task.Delay(10);
            Model.FinishAll();
        }
    }

    private async Task KeepEvidenceAsync()
    {
        var name = Unsafe().Replace(TestContext.Current.Test?.TestDisplayName ?? "unknown", "_");
        var folder = SolutionFolder.Artifacts(Path.Combine("journeys", name));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.log"), Server.WholeLog);
        for (var i = 0; i < _pages.Count; i++)
        {
            await _pages[i].Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"page{i + 1}.png") });
        }
    }

    [GeneratedRegex(@"[^\w.-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unsafe();
}
