using System.Globalization;
using AgentWeb.Core.Models;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Bench.Database;

/// <summary>
/// What some people have written in years. Each has one long conversation and many short ones, and both grow with the database: what
/// would look at all of a person's rows, or at all rows, shows.
/// </summary>
internal sealed class Archive
{
    /// <summary>How many people.</summary>
    public const int Writers = 50;

    private const int ShortLength = 4;

    private static readonly DateTime Start = new(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly string Question = string.Concat(Enumerable.Repeat("What does the queue do with this? ", 3));
    private static readonly string Answer = string.Concat(Enumerable.Repeat("It keeps every request in order and tells each person how long it takes. ", 8));

    private readonly Vocabulary _vocabulary = new();
    private readonly List<Writer> _writers = [];
    private DateTime _now = Start;

    /// <summary>Somebody, by chance.</summary>
    public Writer Any(Random random) => _writers[random.Next(_writers.Count)];

    /// <summary>Writes it.</summary>
    public void Write(SqliteTransaction transaction, int messages)
    {
        using var users = Users(transaction);
        using var conversations = new TableWriter(
            transaction, "Conversations", new() { ["Pinned"] = "0", ["Archived"] = "0" }, "Id", "OwnerId", "Title", "CreatedAt", "LastActiveAt", "MessageCount", "LastSeq");
        using var rows = new TableWriter(
            transaction,
            "Messages",
            new() { ["OnActivePath"] = "1", ["Status"] = "'Complete'", ["ContentBlocks"] = "'[]'", ["Segments"] = "'[]'" },
            "Id", "ConversationId", "OwnerId", "ParentId", "Seq", "Role", "Text", "CreatedAt", "CompletedAt");
        using var jobs = new TableWriter(
            transaction,
            "Jobs",
            new()
            {
                ["ModelKey"] = $"'{OfflineAssistant.Key}'",
                ["Kind"] = "'Reply'",
                ["Priority"] = "1",
                ["State"] = "'Completed'",
                ["Attempts"] = "1",
                ["Retries"] = "0",
            },
            "RunId", "OwnerId", "ConversationId", "UserMessageId", "MessageId", "EnqueuedAt", "WaitingSince", "StartedAt", "FinishedAt");
        for (var i = 0; i < Writers; i++)
        {
            var id = AddUser(users, $"writer{i.ToString(CultureInfo.InvariantCulture)}@example.org");
            _writers.Add(new(id, new List<Guid>(), new List<Guid>()));
        }

        // Everybody writes by turns, so that a person's rows lie apart as they do in life.
        var ofEach = messages / Writers;
        var length = ofEach * 2 / 5;
        foreach (var writer in _writers)
        {
            writer.LongMessages.AddRange(AddConversation(conversations, rows, jobs, writer, length));
        }

        for (var i = 0; i < (ofEach - length) / ShortLength; i++)
        {
            foreach (var writer in _writers)
            {
                AddConversation(conversations, rows, jobs, writer, ShortLength);
            }
        }
    }

    /// <summary>The statement that adds users.</summary>
    public static TableWriter Users(SqliteTransaction transaction) => new(
        transaction,
        "AspNetUsers",
        new()
        {
            ["CreatedAt"] = "'2024-01-01 08:00:00'",
            ["EmailConfirmed"] = "0",
            ["PhoneNumberConfirmed"] = "0",
            ["TwoFactorEnabled"] = "0",
            ["LockoutEnabled"] = "1",
            ["AccessFailedCount"] = "0",
        },
        "Id", "UserName", "NormalizedUserName", "Email", "NormalizedEmail");

    /// <summary>Adds a user.</summary>
    public static Guid AddUser(TableWriter users, string email)
    {
        var id = Guid.CreateVersion7();
        users.Write(id, email, email.ToUpperInvariant(), email, email.ToUpperInvariant());
        return id;
    }

    private List<Guid> AddConversation(TableWriter conversations, TableWriter rows, TableWriter jobs, Writer writer, int length)
    {
        var id = Guid.CreateVersion7();
        var messages = new List<Guid>();
        var begun = _now;
        for (var seq = 1; seq <= length; seq++)
        {
            var isQuestion = seq % 2 == 1;
            _now += TimeSpan.FromSeconds(isQuestion ? 17 : 9);
            Guid? parent = messages.Count > 0 ? messages[^1] : null;
            messages.Add(Guid.CreateVersion7());
            rows.Write(messages[^1], id, writer.Id, parent, seq, isQuestion ? "User" : "Assistant", (isQuestion ? Question : Answer) + _vocabulary.Sentence(), _now, _now);
            if (!isQuestion)
            {
                var asked = _now - TimeSpan.FromSeconds(9);
                jobs.Write(Guid.CreateVersion7(), writer.Id, id, messages[^2], messages[^1], asked, asked, asked, _now);
            }
        }

        conversations.Write(id, writer.Id, "What does the queue do with this?", begun, _now, length, length);
        writer.Conversations.Add(id);
        return messages;
    }
}

/// <summary>Somebody who has written much.</summary>
/// <param name="Id">The user.</param>
/// <param name="Conversations">Their conversations; the first is the long one.</param>
/// <param name="LongMessages">The messages of that one, oldest first.</param>
internal sealed record Writer(Guid Id, List<Guid> Conversations, List<Guid> LongMessages);
