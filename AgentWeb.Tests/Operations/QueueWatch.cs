using System.Globalization;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations;
using AgentWeb.Features.Admin.Operations;
using AgentWeb.Tests.Fakes;
using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Operations;

/// <summary>Compares what an administrator is shown with the rows that the scheduler uses.</summary>
internal sealed class QueueWatch(ChatHost host, IRenderedComponent<OperationsPage> page)
{
    private static readonly QueueFilter All = new();

    /// <summary>How often each was compared.</summary>
    public (int Service, int Page) Compared { get; private set; }

    /// <summary>Waits until service and page show what the database holds.</summary>
    public async Task AgreeAsync(string when)
    {
        await Eventually.TrueAsync(async () => await IsServiceRightAsync() && await IsPageRightAsync(), $"service and page show what the database holds {when}");
        Compared = (Compared.Service + 1, Compared.Page + 1);
    }

    /// <summary>Waits until the service shows what the database holds.</summary>
    public async Task ServiceAgreesAsync(string when)
    {
        await Eventually.TrueAsync(IsServiceRightAsync, $"the service shows what the database holds {when}");
        Compared = (Compared.Service + 1, Compared.Page);
    }

    private async Task<bool> IsServiceRightAsync()
    {
        var rows = await RowsAsync();
        var shown = new List<QueueEntry>();
        var read = host.Get<ReadOperations>();
        OperationsView view;
        do
        {
            view = await read.RunAsync(All, shown.Count / ReadOperations.PageSize, CancellationToken.None);
            shown.AddRange(view.Jobs);
        }
        while (view.Jobs.Count == ReadOperations.PageSize && shown.Count < view.Matching);

        var (waiting, running) = (rows.Count(r => r.State == JobState.Queued), rows.Count(r => r.State == JobState.Running));
        return (view.Waiting, view.Running, view.Matching) == (waiting, running, rows.Count)
            && rows.Select(Of).ToHashSet().SetEquals(shown.Select(Of))
            && shown.Take(running).All(j => j.State == JobState.Running)
            && shown.Skip(running).Select(j => j.Position).SequenceEqual(shown.Skip(running).Select(j => j.Position).Order())
            && await ArePlacesRightAsync(shown);
    }

    /// <summary>Places by the query that tells a person theirs, which counts in another way: of the first, the last and some between.</summary>
    private async Task<bool> ArePlacesRightAsync(List<QueueEntry> shown)
    {
        var waiting = shown.Where(j => j.State == JobState.Queued).ToList();
        for (var i = 0; i < waiting.Count; i += Math.Max(1, (waiting.Count - 1) / 3))
        {
            var place = await host.Get<PlaceInQueue>().RunAsync(waiting[i].RunId, CancellationToken.None);
            if (place.Position != waiting[i].Position)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> IsPageRightAsync()
    {
        var rows = await RowsAsync();
        var cells = page.FindAll("tr[data-run]")
            .Select(row => (Guid.Parse(row.GetAttribute("data-run")!), row.GetAttribute("data-state"), row.QuerySelector("[data-position]")!.TextContent)).ToList();
        var view = await host.Get<ReadOperations>().RunAsync(All, 0, CancellationToken.None);
        var paused = page.FindAll(".queue-paused").Count > 0;
        var expected = view.Jobs.Select(j => ((Guid, string?, string))(j.RunId, j.State.ToString().ToLowerInvariant(), j.Position > 0 ? j.Position.ToString(CultureInfo.CurrentCulture) : "–"));
        return paused == view.Paused
            && cells.SequenceEqual(expected)
            && page.FindAll("tr[data-run]").Select(Of).ToHashSet().IsSubsetOf(await CellsOfAsync(rows))
            && cells.Count == Math.Min(ReadOperations.PageSize, rows.Count)
            && page.Find("[data-card=waiting]").TextContent == rows.Count(r => r.State == JobState.Queued).ToString(CultureInfo.CurrentCulture);
    }

    /// <summary>What the cells of each row of the database have to say.</summary>
    private async Task<HashSet<object>> CellsOfAsync(List<GenerationJob> rows)
    {
        await using var db = await host.Contexts.CreateDbContextAsync();
        var names = await db.Users.ToDictionaryAsync(u => u.Id, u => u.Email ?? u.UserName);
        return rows.Select(object (row) => (
            row.RunId.ToString(), names[row.OwnerId], row.ModelKey, row.Kind.ToString(), row.State == JobState.Running ? "Running" : row.WaitsForFilesUntil is null ? "Waiting" : "Waits for files", row.Priority.ToString(),
            row.EnqueuedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.LeaseOwner?.Split('/')[0] ?? "–", row.Attempts.ToString(CultureInfo.CurrentCulture))).ToHashSet();
    }

    private async Task<List<GenerationJob>> RowsAsync()
    {
        await using var db = await host.Contexts.CreateDbContextAsync();
        return await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Queued || j.State == JobState.Running).ToListAsync();
    }

    private static object Of(IElement row)
    {
        var cells = row.Children.Select(cell => cell.QuerySelector("option[selected]")?.GetAttribute("value") ?? cell.QuerySelector("[data-since]")?.GetAttribute("data-since") ?? cell.TextContent.Trim()).ToList();
        return (row.GetAttribute("data-run")!, cells[0], cells[1], cells[2], cells[3], cells[5], cells[7], cells[10], cells[11]);
    }

    private static object Of(GenerationJob row) =>
        (row.RunId, row.ModelKey, row.Kind, row.State, row.Priority, row.EnqueuedAt, row.WaitingSince, row.State == JobState.Running ? row.StartedAt : null, row.Attempts, row.LeaseOwner?.Split('/')[0]);

    private static object Of(QueueEntry entry) =>
        (entry.RunId, entry.ModelKey, entry.Kind, entry.State, entry.Priority, entry.EnqueuedAt, entry.WaitingSince, entry.StartedAt, entry.Attempts, entry.Node);
}
