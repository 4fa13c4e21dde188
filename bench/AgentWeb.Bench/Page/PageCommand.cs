using System.Diagnostics;
using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Page;

/// <summary>
/// <c>bench page</c>: how soon the server is ready, and what the first visit of a signed-in person with an empty cache costs them in bytes
/// and in time until Enter really sends. Then how a conversation of 5,000 messages opens, beside one of 50.
/// </summary>
internal static class PageCommand
{
    private const double ReadyBar = 3000;
    private const double UsableBar = 400;
    private const double BytesBar = 300;
    private const double LongBar = 1.3;
    private const int Short = 50;
    private const int Long = 5000;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var repeat = args.Number("--repeat", 5);
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}, {Environment.ProcessorCount} processors, {repeat} repetitions");

        var figures = new FigureTable();
        await using var model = await FakeModelServer.StartAsync();
        var started = Stopwatch.GetTimestamp();
        await using var server = await AgentWebServer.StartAsync(Settings(model));
        figures.Add("start to ready, empty data directory", Stopwatch.GetElapsedTime(started).TotalMilliseconds, null, null, ReadyBar, "ms");
        figures.Add("start to ready", await RestartsAsync(server, repeat), null, null, ReadyBar, "ms");

        await using var browser = new BrowserFixture();
        var account = TestAccount.Unique("bench");
        var cookies = await SignInAsync(server, await browser.StartedAsync(), account);
        var visits = await VisitsAsync(server, await browser.StartedAsync(), cookies, repeat);
        figures.Add("first visit: Enter sends after", visits.Select(visit => visit.UsableAt).Median(), null, null, UsableBar, "ms");
        figures.Add("first visit: message in the transcript after", visits.Select(visit => visit.ShownAt).Median(), null, null, null, "ms");
        figures.Add("first visit: transferred", visits[^1].Traffic.Bytes / 1024.0, null, null, BytesBar, "KB");
        await OpenLongAsync(server, await browser.StartedAsync(), account, cookies, repeat, figures);
        figures.Print();
        visits[^1].Traffic.Print();
        return figures.IsReached ? 0 : 1;
    }

    private static Dictionary<string, string> Settings(FakeModelServer model) => new(StringComparer.Ordinal)
    {
        ["Models:DiscoverOllama"] = "false",
        ["Models:Endpoints:0:Name"] = "fake",
        ["Models:Endpoints:0:BaseUrl"] = model.BaseUrl.ToString(),
        ["Setup:AdminEmail"] = "admin@example.org",
        ["Setup:AdminPassword"] = "correct horse battery",
        ["Accounts:Registration"] = "Open",
    };

    private static async Task<double> RestartsAsync(AgentWebServer server, int repeat)
    {
        var times = new List<double>();
        for (var i = 0; i < repeat; i++)
        {
            await server.StopAsync();
            var started = Stopwatch.GetTimestamp();
            await server.StartAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Median();
    }

    private static async Task<string> SignInAsync(AgentWebServer server, IBrowser browser, TestAccount account)
    {
        (await ApiUser.RegisterAsync(server, account)).Dispose();
        var signedIn = new JourneyPage(await browser.NewPageAsync(), server.Address);
        await signedIn.SignInAsync(account);
        return await signedIn.Page.Context.StorageStateAsync();
    }

    private static async Task OpenLongAsync(AgentWebServer server, IBrowser browser, TestAccount account, string cookies, int repeat, FigureTable figures)
    {
        await server.StopAsync();
        var paths = LongConversations.Write(server, account, Short, Long);
        await server.StartAsync();
        var opened = paths.ConvertAll(_ => new List<Opening>());
        for (var i = -2; i < repeat; i++)
        {
            // By turns, so that whatever else happens on the machine happens to both; the first two warm the server up.
            for (var which = 0; which < paths.Count; which++)
            {
                var opening = await Opening.MakeAsync(browser, server.Address, paths[which], cookies);
                if (i >= 0)
                {
                    opened[which].Add(opening);
                }
            }
        }

        var (shortTime, longTime) = (opened[0].Select(o => o.ShownAt).Median(), opened[1].Select(o => o.ShownAt).Median());
        figures.Add($"{Long} messages, beside {Short}: last one in view after", longTime, shortTime, FigureTable.Ratio(longTime, shortTime), LongBar, "ms");
        var (shortBytes, longBytes) = (opened[0][^1].Traffic.Bytes / 1024, opened[1][^1].Traffic.Bytes / 1024);
        figures.Add($"{Long} messages, beside {Short}: transferred", longBytes, shortBytes, FigureTable.Ratio(longBytes, shortBytes), LongBar, "KB");
    }

    private static async Task<List<Visit>> VisitsAsync(AgentWebServer server, IBrowser browser, string cookies, int repeat)
    {
        var visits = new List<Visit>();
        for (var i = -2; i < repeat; i++)
        {
            // The first two warm the server up.
            var visit = await Visit.MakeAsync(browser, server.Address, cookies);
            if (i >= 0)
            {
                visits.Add(visit);
            }
        }

        return visits;
    }
}
