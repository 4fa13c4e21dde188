using AgentWeb.Bench.Database;
using AgentWeb.Core;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Bench.Page;

/// <summary>A short and a long conversation of the same kind of messages, written into the database of a server that is stopped.</summary>
internal static class LongConversations
{
    private const string Answer = """
        It keeps every request **in order**, and tells each person how long it takes:

        - a place in line, which is computed from the queue itself
        - an estimate from recent durations of the model

        Nothing is lost when the page is closed.
        """;

    /// <summary>Writes them.</summary>
    /// <param name="server">Stopped.</param>
    /// <param name="account">Whose they are.</param>
    /// <param name="lengths">How many messages each has.</param>
    /// <returns>The paths of their pages.</returns>
    public static List<string> Write(AgentWebServer server, TestAccount account, params int[] lengths)
    {
        var ids = Array.ConvertAll(lengths, _ => Guid.CreateVersion7());
        var paths = ids.Select(id => "/c/" + PublicId.Format(PublicId.Session, id)).ToList();
        BulkLoad.Add(Path.Combine(server.DataDirectory, "agentweb.db"), transaction =>
        {
            for (var i = 0; i < ids.Length; i++)
            {
                Write(transaction, account, ids[i], lengths[i]);
            }
        });
        return paths;
    }

    private static void Write(SqliteTransaction transaction, TestAccount account, Guid id, int length)
    {
        var owner = OwnerOf(transaction, account);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var conversations = new TableWriter(
            transaction, "Conversations", new() { ["Pinned"] = "0", ["Archived"] = "0" }, "Id", "OwnerId", "Title", "CreatedAt", "LastActiveAt", "MessageCount", "LastSeq");
        conversations.Write(id, owner, $"{length} messages", now, now, length, length);
        using var messages = new TableWriter(
            transaction,
            "Messages",
            new() { ["OnActivePath"] = "1", ["Status"] = "'Complete'", ["ContentBlocks"] = "'[]'", ["Segments"] = "'[]'" },
            "Id", "ConversationId", "OwnerId", "ParentId", "Seq", "Role", "Text", "CreatedAt", "CompletedAt");
        Guid? parent = null;
        for (var seq = 1; seq <= length; seq++)
        {
            var message = Guid.CreateVersion7();
            var isQuestion = seq % 2 == 1;
            messages.Write(message, id, owner, parent, seq, isQuestion ? "User" : "Assistant", isQuestion ? $"Question {seq}" : Answer, now, now);
            parent = message;
        }
    }

    private static Guid OwnerOf(SqliteTransaction transaction, TestAccount account)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Id FROM AspNetUsers WHERE NormalizedEmail = @email";
        command.Parameters.AddWithValue("@email", account.Email.ToUpperInvariant());
        return Guid.Parse((string)command.ExecuteScalar()!);
    }
}
