using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>Conversations that are there before a journey begins, as old as it needs them.</summary>
internal static class StoredConversations
{
    private const int Batch = 2000; // Rows in a transaction: the server may write in between.

    /// <summary>Takes a conversation over by the API: a question and its answer at each of the moments.</summary>
    /// <param name="user">Whose it becomes.</param>
    /// <param name="title">Its title.</param>
    /// <param name="moments">When it was talked, oldest first.</param>
    /// <param name="model">Key of the model that answered.</param>
    /// <param name="pinned">Whether it stands above the others.</param>
    public static async Task ImportAsync(
        this ApiUser user, string title, IReadOnlyList<DateTimeOffset> moments, string model = "fake/fake", bool pinned = false)
    {
        var messages = new JsonArray();
        foreach (var moment in moments)
        {
            var before = messages.Count == 0 ? null : messages.Count.ToString(CultureInfo.InvariantCulture);
            messages.Add((JsonNode)Message(messages.Count + 1, before, "user", $"{title}, please.", moment, model: null));
            messages.Add((JsonNode)Message(messages.Count + 1, (string?)messages[^1]!["id"], "assistant", $"{title}, as you wish.", moment, model));
        }

        var conversation = new JsonObject
        {
            ["format"] = "agentweb.conversation",
            ["version"] = 1,
            ["title"] = title,
            ["created_at"] = moments[0].ToString("O", CultureInfo.InvariantCulture),
            ["last_active_at"] = moments[^1].ToString("O", CultureInfo.InvariantCulture),
            ["pinned"] = pinned,
            ["messages"] = messages,
        };
        using var answer = await user.Http.PostAsJsonAsync("api/v1/sessions/import", conversation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Writes conversations into the server's database, without messages; more than the API would take in a reasonable time.</summary>
    /// <param name="server">The server.</param>
    /// <param name="owner">Whose they are.</param>
    /// <param name="count">How many.</param>
    /// <param name="apart">Time from one to the next; the first was active just now.</param>
    /// <param name="pinned">How many of the oldest are pinned.</param>
    public static async Task SeedAsync(AgentWebServer server, TestAccount owner, int count, TimeSpan apart, int pinned)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Data:Directory"] = server.DataDirectory })
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddData(configuration, server.DataDirectory).BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<AppDbContext>>();
        Guid ownerId;
        await using (var db = await contexts.CreateDbContextAsync())
        {
            ownerId = await db.Users.Where(user => user.Email == owner.Email).Select(user => user.Id).SingleAsync();
        }

        var now = TimeProvider.System.GetUtcNow();
        foreach (var part in Enumerable.Range(0, count).Chunk(Batch))
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.AddRange(part.Select(i => new Conversation
            {
                Id = Guid.CreateVersion7(now - (i * apart)),
                OwnerId = ownerId,
                Title = $"Number {i}",
                CreatedAt = now - (i * apart),
                LastActiveAt = now - (i * apart),
                Pinned = i >= count - pinned,
                MessageCount = 2,
                LastSeq = 2,
            }));
            await db.SaveChangesAsync();
        }
    }

    private static JsonObject Message(int id, string? parentId, string role, string text, DateTimeOffset at, string? model) => new()
    {
        ["id"] = id.ToString(CultureInfo.InvariantCulture),
        ["parent_id"] = parentId,
        ["role"] = role,
        ["text"] = text,
        ["created_at"] = at.ToString("O", CultureInfo.InvariantCulture),
        ["active"] = true,
        ["model"] = model,
    };
}
