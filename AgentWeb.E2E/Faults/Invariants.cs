using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// What holds after every fault, checked through the API and in the database file: every accepted message is there once; no text that the
/// model had sent a second before the fault is lost; every job has ended and no slot is leaked; the request to the model is closed; who
/// asked was told something true and useful.
/// </summary>
/// <param name="model">The model server.</param>
/// <param name="database">The server's database as it is now.</param>
/// <param name="people">Two people, who may take all slots together.</param>
internal sealed partial class Invariants(FakeModelServer model, Func<DatabaseFile> database, IReadOnlyList<Person> people)
{
    /// <summary>How long is waited for what must happen; nothing waits it out in vain.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);

    /// <summary>Text that is younger than this when a server dies may be lost.</summary>
    private static readonly TimeSpan MayBeLost = TimeSpan.FromSeconds(1);

    private static readonly string[] Ends = ["complete", "stopped", "interrupted", "error"];

    /// <summary>The requests that were made because of a message, oldest first.</summary>
    public static IReadOnlyList<RecordedRequest> RequestsAbout(FakeModelServer model, Accepted asked) =>
        [.. model.Requests.Where(request => string.Equals(NewestTag(request.Body.RootElement.GetRawText()), NewestTag(asked.Text), StringComparison.Ordinal))];

    /// <summary>Waits until everything has ended, and checks.</summary>
    /// <param name="diedAt">When the server was killed, in Stopwatch ticks; null when it lives, and nothing may be lost.</param>
    public async Task HoldAsync(long? diedAt = null)
    {
        foreach (var asked in people.SelectMany(person => person.Accepted))
        {
            await HasEndedAsync(asked);
            await IsThereOnceAsync(asked);
            await KeptItsTextAsync(asked, diedAt);
        }

        await NoRequestIsOpenAsync();
        await NoJobIsLeftAsync();
        await AllSlotsAreFreeAsync();
        Assert.Empty(await database().DamageAsync());
    }

    private static async Task HasEndedAsync(Accepted asked)
    {
        Assert.Contains((string)(await asked.By.FollowAsync(asked))[^1]["type"]!, new[] { "done", "error" });
        var started = Stopwatch.GetTimestamp();
        var reply = await asked.By.ReplyAsync(asked);
        while (!Ends.Contains((string)reply["status"]!))
        {
            // Its first run has ended, but it was continued.
            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"“{asked.Text}” is still {reply["status"]}.");
            await Task.Delay(10);
            reply = await asked.By.ReplyAsync(asked);
        }

        if ((string)reply["status"]! is "error" or "interrupted")
        {
            var error = Assert.IsType<JsonObject>(reply["error"]);
            Assert.Matches(Code(), (string)error["code"]!);
            Assert.Matches(Sentence(), (string)error["message"]!);
        }
    }

    private async Task IsThereOnceAsync(Accepted asked)
    {
        var history = await asked.By.HistoryAsync(asked.SessionId);
        Assert.Single(history, m => (string)m["id"]! == asked.UserMessageId && (string)m["content"]! == asked.Text);
        Assert.Single(history, m => (string)m["content"]! == asked.Text);
        Assert.Single(history, m => (string)m["id"]! == asked.MessageId && (string?)m["parent_id"] == asked.UserMessageId);

        Assert.True(PublicId.TryParse(PublicId.Session, asked.SessionId, out var conversationId));
        await using var db = database().Open();
        Assert.Equal(1, await db.Messages.CountAsync(m => m.ClientMessageId == asked.ClientMessageId));
        var stored = await db.Conversations.Where(c => c.Id == conversationId)
            .Select(c => new { c.MessageCount, Rows = db.Messages.Count(m => m.ConversationId == c.Id) }).SingleAsync();
        Assert.Equal(stored.Rows, stored.MessageCount);
    }

    /// <summary>What the model sent for a reply is in one of its parts, from the part's beginning on.</summary>
    private async Task KeptItsTextAsync(Accepted asked, long? diedAt)
    {
        Assert.True(PublicId.TryParse(PublicId.Message, asked.MessageId, out var messageId));
        await using var db = database().Open();
        var reply = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == messageId);
        var shown = (string)(await asked.By.ReplyAsync(asked))["content"]!;
        Assert.Equal(reply.Text, shown);
        var parts = reply.Segments.ConvertAll(segment => reply.Text.Substring(segment.Start, segment.Length));
        foreach (var request in RequestsAbout(model, asked))
        {
            var sent = request.TextSentUntil(DueUntil(request, reply.Status, diedAt));
            Assert.True(
                sent.Length == 0 || parts.Exists(part => part.StartsWith(sent, StringComparison.Ordinal)),
                $"“{asked.Text}” is {reply.Status} and lost text. The model had sent:{Environment.NewLine}{sent}{Environment.NewLine}It has: {string.Join(" | ", parts)}");
        }
    }

    /// <summary>
    /// The moment from which on text may be lost: it was on its way when the server died, when a person stopped it, or when the model
    /// server reset the connection, which discards what its reader has not taken yet.
    /// </summary>
    private static long DueUntil(RecordedRequest request, MessageStatus status, long? diedAt)
    {
        var broken = diedAt is { } death && request.ReceivedAt < death ? death
            : status == MessageStatus.Stopped || request.Script.Fault == ModelFault.Reset ? request.EndedAt
            : request.DisconnectedAt;
        return broken is { } moment ? moment - Ticks(MayBeLost) : long.MaxValue;
    }

    private async Task NoRequestIsOpenAsync()
    {
        foreach (var request in model.Requests)
        {
            await request.WaitForEndAsync(Deadline);
        }

        Assert.Equal(0, model.OpenRequests);
    }

    private async Task NoJobIsLeftAsync()
    {
        await using var db = database().Open();
        var jobs = await db.Jobs.AsNoTracking().ToListAsync();
        Assert.DoesNotContain(jobs, job => job.State is JobState.Queued or JobState.Running);
        Assert.All(jobs, job => Assert.NotNull(job.FinishedAt));
        Assert.All(jobs, job => Assert.Null(job.LeaseOwner));
        Assert.False(await db.Messages.AnyAsync(m => m.Status == MessageStatus.Queued || m.Status == MessageStatus.Processing || m.Status == MessageStatus.Streaming));
        Assert.False(await db.RunTextChunks.AnyAsync());
        Assert.False(await db.QueueTurns.AnyAsync(turn => turn.IsWaiting));
    }

    /// <summary>Two people take every slot at once; then both get an answer.</summary>
    private async Task AllSlotsAreFreeAsync()
    {
        var running = new List<Accepted>();
        foreach (var person in people)
        {
            for (var i = 0; i < FaultStage.SlotsPerUser; i++)
            {
                running.Add(await person.AskAsync("Take a slot. [[tokens=1000 tps=20 kind=paragraph]]"));
            }
        }

        foreach (var asked in running)
        {
            await UntilAskedAsync(asked);
        }

        foreach (var asked in running)
        {
            Assert.Equal("stopped", await asked.By.StopAsync(asked));
        }

        foreach (var person in people)
        {
            var asked = await person.AskAsync("And now an answer.");
            Assert.Equal("done", (string)(await person.FollowAsync(asked))[^1]["type"]!);
            Assert.Equal(ModelScript.Default.Text, (string)(await person.ReplyAsync(asked))["content"]!);
        }

        await NoRequestIsOpenAsync();
    }

    private async Task UntilAskedAsync(Accepted asked)
    {
        var started = Stopwatch.GetTimestamp();
        while (RequestsAbout(model, asked) is not [{ Ended: false }])
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"No slot was free for “{asked.Text}”.");
            await Task.Delay(5);
        }
    }

    /// <summary>What tells the newest message in a text from all others; a continuation has its instruction behind it.</summary>
    private static string? NewestTag(string text) => Tag().Matches(text) is [.., { } last] ? last.Value : null;

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    [GeneratedRegex("#[0-9a-f]{32}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^[a-z]+(_[a-z]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    /// <summary>A sentence or several: no name of an exception, no path, no bare code.</summary>
    [GeneratedRegex(@"^[A-Z](?!.*(Exception|SQLite|System\.| at /))[^\n]{20,}\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}
