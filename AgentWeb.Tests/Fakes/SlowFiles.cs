using AgentWeb.Core.Chat;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Fakes;

/// <summary>Files that are read for as long as a test wants, and messages that wait for them.</summary>
public static class SlowFiles
{
    /// <summary>A file that this process works on, which the lane does not know.</summary>
    public static async Task<StoredFile> AddSlowFileAsync(this ChatHost host, Guid ownerId, string name)
    {
        var file = await host.Contexts.AddFileAsync(ownerId, name, FileStatus.Processing, []);
        await using var db = await host.Contexts.CreateDbContextAsync();
        await db.Files.Where(f => f.Seq == file.Seq).ExecuteUpdateAsync(set => set.SetProperty(f => f.LeaseOwner, host.Get<NodeIdentity>().Owner));
        return file;
    }

    /// <summary>Sends a message with files, and expects it to be accepted.</summary>
    public static async Task<SendReceipt> SendWithAsync(this ChatHost host, Guid ownerId, string text, IReadOnlyList<StoredFile> files, Guid? conversationId = null)
    {
        var sent = await host.Get<SendMessage>().RunAsync(ownerId, new(text, conversationId, FileIds: [.. files.Select(f => f.Id)]), CancellationToken.None);
        Assert.True(sent.Succeeded, sent.Error?.Message);
        return sent.Value;
    }

    /// <summary>Ends the reading of a file as the server does; null deletes it.</summary>
    public static async Task EndFileAsync(this ChatHost host, StoredFile file, FileStatus? status)
    {
        var ended = status switch
        {
            FileStatus.Completed => await host.Get<IngestionQueue>().CompleteAsync(file, CancellationToken.None),
            FileStatus.Failed => await host.Get<IngestionQueue>().FailAsync(file, new("file_damaged", "It is damaged."), CancellationToken.None),
            FileStatus.Cancelled => (await host.Get<ChangeProcessing>().CancelAsync(file.OwnerId, file.Id, CancellationToken.None)).Succeeded,
            _ => (await host.Get<DeleteFile>().RunAsync(file.OwnerId, file.Id, CancellationToken.None)).Succeeded,
        };
        Assert.True(ended);
    }

    /// <summary>Has a message be asked, and wait, since long ago.</summary>
    public static async Task AgeAsync(this ChatHost host, SendReceipt sent, int minutes = 20)
    {
        var longAgo = TimeProvider.System.GetUtcNow().AddMinutes(-minutes);
        await using var db = await host.Contexts.CreateDbContextAsync();
        await db.Jobs.Where(j => j.RunId == sent.RunId)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.EnqueuedAt, longAgo).SetProperty(j => j.WaitingSince, longAgo));
    }
}
