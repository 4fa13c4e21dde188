using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>An administrator's look at a busy server.</summary>
public sealed partial class OperationsJourneys(QueueJourneys.OneAtATime stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<QueueJourneys.OneAtATime>
{
    [Fact]
    public async Task BusyQueue_OfThreePeople_IsWatchedAndSteeredWithoutReloading()
    {
        var owner = await SignedInAsync();
        await owner.AskAsync("I hold the model. [[tokens=5000 tps=20 kind=paragraph]]");
        await owner.StatusBecomesAsync("streaming");
        using var bob = await ApiUser.RegisterAsync(Server, TestAccount.Unique("bob"));
        using var cid = await ApiUser.RegisterAsync(Server, TestAccount.Unique("cid"));
        foreach (var number in Enumerable.Range(1, 3))
        {
            await AskAsync(bob, $"Bob {number}");
            await AskAsync(cid, $"Cid {number}");
        }

        var admin = await NewBrowserAsync();
        await admin.EnterAsync(Administrator);
        await admin.OpenAsync("/admin");
        var rows = admin.Page.Locator("tr[data-run]");
        await Expect(rows).ToHaveCountAsync(7);
        await Expect(admin.Page.Locator("[data-card=waiting]")).ToHaveTextAsync("6");
        var running = rows.First;
        await Expect(running).ToHaveAttributeAsync("data-state", "running");
        await Expect(running.Locator("td").Nth(8)).ToHaveTextAsync(Rate());
        await Expect(running.Locator("[data-since]").First).ToHaveTextAsync(Clock());
        await admin.Page.EvaluateAsync("() => { window.notReloaded = true; }");

        // The last in line moves up, with the focus kept on what was chosen while others move.
        var last = rows.Last;
        await Expect(last.Locator("[data-position]")).ToHaveTextAsync("6");
        var lastRun = await last.GetAttributeAsync("data-run");
        var moved = admin.Page.Locator($"tr[data-run=\"{lastRun}\"]");
        await moved.Locator("select").FocusAsync();
        await moved.Locator("select").SelectOptionAsync("High");
        await Expect(moved.Locator("[data-position]")).ToHaveTextAsync("1");
        await AskAsync(bob, "Bob 4");
        await Expect(rows).ToHaveCountAsync(8);
        await Expect(moved.Locator("select")).ToBeFocusedAsync();

        // Paused, one is killed: its owner is told, and nothing takes its place until the queue goes on.
        await Button(admin.Page.Locator(".operations"), "Pause the queue").ClickAsync();
        await Expect(admin.Page.GetByText("Paused: nothing new starts")).ToBeVisibleAsync();
        await running.GetByRole(AriaRole.Button, new() { NameRegex = StopTheJob() }).ClickAsync();
        await Expect(Button(running, "Stop it")).ToBeFocusedAsync();
        await Button(running, "Stop it").ClickAsync();
        await Expect(owner.Notice).ToContainTextAsync("An administrator stopped this reply.");
        await owner.StatusBecomesAsync("stopped");
        await Expect(admin.Page.Locator("tr[data-state=running]")).ToHaveCountAsync(0);
        await Expect(rows).ToHaveCountAsync(7);
        await Button(admin.Page.Locator(".operations"), "Resume the queue").ClickAsync();
        await Expect(rows).ToHaveCountAsync(0, new() { Timeout = 120_000 }); // One after the other.
        await Expect(admin.Page.GetByText("Nothing runs and nobody waits.")).ToBeVisibleAsync();
        await Expect(admin.Page.Locator("[data-card=throughput]")).ToContainTextAsync("8 in all");
        await Expect(admin.Page.Locator("[data-card=errors]")).ToContainTextAsync("0");
        Assert.True(await admin.Page.EvaluateAsync<bool>("() => window.notReloaded === true"), "The page was loaded again.");
        var order = Model.Requests.Select(r => r.Body.RootElement.GetRawText()).ToList();
        Assert.True(order.FindIndex(r => r.Contains("Cid 3", StringComparison.Ordinal)) < order.FindIndex(r => r.Contains("Bob 1", StringComparison.Ordinal)), "The one that was moved up did not go first.");

        await admin.OpenAsync("/admin/usage");
        await Expect(admin.Page.Locator("[data-card=requests]")).ToHaveTextAsync("8");
        await Button(admin.Page.Locator(".usage"), "Only " + bob.Account.Email).ClickAsync();
        await Expect(admin.Page.Locator("[data-card=requests]")).ToHaveTextAsync("4");
        await admin.Page.GetByText("Show as table").First.ClickAsync();
        await Expect(admin.Page.Locator(".chart-table tbody tr").First).ToBeVisibleAsync();

        await admin.OpenAsync("/admin/sessions");
        await Expect(admin.Page.Locator("[data-card=users]")).ToHaveTextAsync("2");

        owner.Problems.Expect("403");
        await owner.OpenAsync("/admin");
        await Expect(owner.Page.Locator(".operations")).ToHaveCountAsync(0);
    }

    internal static async Task AskAsync(ApiUser user, string text)
    {
        using var sent = await user.Http.PostAsJsonAsync("api/v1/chat", new { message = text });
        sent.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"^\d+[.,]\d$", RegexOptions.None, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^\d+:\d\d$", RegexOptions.None, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex("^Stop the job", RegexOptions.None, 1000)]
    private static partial Regex StopTheJob();
}
