using System.Globalization;
using AgentWeb.Core.Models;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Bench.Database;

/// <summary>Jobs of many users that wait, and as many that run as leave one slot free.</summary>
internal sealed class WaitingLine
{
    /// <summary>How many users wait.</summary>
    public const int Users = 500;

    private const int Running = 7;

    private readonly List<Guid> _runs = [];

    /// <summary>A waiting job, by chance.</summary>
    public Guid Any(Random random) => _runs[random.Next(_runs.Count)];

    /// <summary>Writes it.</summary>
    public void Write(SqliteTransaction transaction, int jobs)
    {
        using var users = Archive.Users(transaction);
        using var turns = new TableWriter(transaction, "QueueTurns", [], "OwnerId", "IsWaiting", "LastServed");
        using var conversations = new TableWriter(
            transaction, "Conversations", new() { ["Title"] = "'Waiting'", ["MessageCount"] = "2", ["LastSeq"] = "2" }, "Id", "OwnerId", "CreatedAt", "LastActiveAt");
        using var messages = new TableWriter(
            transaction,
            "Messages",
            new() { ["OnActivePath"] = "1", ["Text"] = "'Please answer.'", ["ContentBlocks"] = "'[]'", ["Segments"] = "'[]'" },
            "Id", "ConversationId", "OwnerId", "ParentId", "Seq", "Role", "Status", "CreatedAt");
        using var rows = new TableWriter(
            transaction,
            "Jobs",
            new() { ["ModelKey"] = $"'{OfflineAssistant.Key}'", ["Kind"] = "'Reply'", ["Priority"] = "1", ["Retries"] = "0", ["Attempts"] = "0" },
            "RunId", "OwnerId", "ConversationId", "UserMessageId", "MessageId", "State", "EnqueuedAt", "WaitingSince", "StartedAt");
        var owners = new List<Guid>();
        for (var i = 0; i < Users; i++)
        {
            owners.Add(Archive.AddUser(users, $"waiting{i.ToString(CultureInfo.InvariantCulture)}@example.org"));
            turns.Write(owners[^1], 1, i);
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var i = -Running; i < jobs; i++)
        {
            var owner = owners[(i + Running) % Users];
            var (conversation, question, reply, run) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
            conversations.Write(conversation, owner, now, now);
            messages.Write(question, conversation, owner, null, 1, "User", "Complete", now);
            messages.Write(reply, conversation, owner, question, 2, "Assistant", i < 0 ? "Streaming" : "Queued", now);
            rows.Write(run, owner, conversation, question, reply, i < 0 ? "Running" : "Queued", now, now, i < 0 ? now : null);
            if (i >= 0)
            {
                _runs.Add(run);
            }
        }
    }
}
