using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Features.Admin.Operations;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Operations;

/// <summary>A job of the table says in words where it stands.</summary>
public sealed class QueueRowTests
{
    [Theory]
    [InlineData(true, "Waits for files", 0)]
    [InlineData(false, "Waiting", 1)]
    public async Task Row_WaitingJob_SaysWhatItWaitsFor(bool waitsForFiles, string said, int counted)
    {
        var now = TimeProvider.System.GetUtcNow();
        var job = new QueueEntry(
            Guid.CreateVersion7(), "ada@example.test", "model", JobKind.Reply, JobState.Queued, JobPriority.Normal, counted, now, StartedAt: null)
        {
            WaitingSince = now,
            WaitsForFiles = waitsForFiles,
        };
        await using var pages = new BunitContext();
        pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");

        var row = pages.Render<QueueRowView>(parameters => parameters.Add(r => r.Job, job));

        Assert.Equal(said, row.Find(".queue-state").TextContent);
        Assert.Equal(1 + counted, row.FindAll("[data-since]").Count); // Its age, and how long it stands in line.
    }
}
