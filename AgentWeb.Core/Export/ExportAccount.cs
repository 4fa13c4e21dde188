using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Export;

/// <summary>Everything of an account on its way out.</summary>
/// <param name="FileName">A name for it.</param>
/// <param name="WriteAsync">Writes it as a ZIP, one conversation after the other.</param>
public sealed record AccountExport(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>
/// Takes out everything that the server keeps of a person: every conversation as <see cref="ExportConversation"/> writes it as JSON, temporary ones too,
/// settings, saved prompts, the account without its secrets, its sign-ins, keys and use, and files with their bytes. An import takes the file as it is.
/// </summary>
public sealed class ExportAccount(IDbContextFactory<AppDbContext> contexts, IFileStore store, AuditTrail audit, TimeProvider time)
{
    /// <summary>The first file in the ZIP: what the ZIP is, and which files are in it.</summary>
    internal const string ContentsName = "agentweb.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Finds the account; nothing is written yet.</summary>
    public async Task<Result<AccountExport>> RunAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Users.AnyAsync(u => u.Id == userId, cancellationToken))
        {
            return Error.NotFound("account");
        }

        await audit.RecordAsync(new(AuditActions.DataDownloaded, userId.ToString()), cancellationToken);
        return new AccountExport(FileNames.For("AgentWeb", time.GetUtcNow(), "zip"), (target, cancellation) => WriteAsync(target, userId, cancellation));
    }

    private async Task WriteAsync(Stream target, Guid userId, CancellationToken cancellationToken)
    {
        await using var held = new HeldWrites(target);
        await using (var zip = await ZipArchive.CreateAsync(held, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            await FillAsync(zip, userId, cancellationToken);
        }

        await held.FlushAsync(cancellationToken);
    }

    private async Task FillAsync(ZipArchive zip, Guid userId, CancellationToken cancellationToken)
    {
        var files = await ExportedFiles.ReadAsync(contexts, userId, cancellationToken);
        await AddAsync(zip, ContentsName, new { Format = "agentweb.account", Version = 1, ExportedAt = time.GetUtcNow(), files.Files }, cancellationToken);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await AddAsync(zip, "account.json", await ExportedAccount.ReadAccountAsync(db, userId, cancellationToken), cancellationToken);
            await AddAsync(zip, "access.json", await ExportedAccount.ReadAccessAsync(db, userId, cancellationToken), cancellationToken);
            await AddAsync(zip, "usage.json", await ExportedAccount.ReadUsageAsync(db, userId, cancellationToken), cancellationToken);
            await AddAsync(zip, "settings.json", await ExportedAccount.ReadSettingsAsync(db, userId, cancellationToken), cancellationToken);
            await AddAsync(zip, "prompts.json", await ExportedAccount.ReadPromptsAsync(db, userId, cancellationToken), cancellationToken);
        }

        await foreach (var conversation in ConversationsAsync(userId, cancellationToken))
        {
            var entry = zip.CreateEntry($"conversations/{PublicId.Format(PublicId.Session, conversation.Id)}.json");
            await using var content = await entry.OpenAsync(cancellationToken);
            await ConversationJson.WriteAsync(
                content, conversation, contexts.MessagesAsync(conversation.Id, onlyActivePath: false, cancellationToken), cancellationToken);
        }

        await files.WriteAsync(zip, store, cancellationToken);
    }

    private static async Task AddAsync(ZipArchive zip, string name, object? content, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, content, Readable, cancellationToken);
    }

    private async IAsyncEnumerable<Conversation> ConversationsAsync(Guid userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            ids = await db.Conversations.Owned(userId).Where(c => c.MessageCount > 0).OrderBy(c => c.CreatedAt).Select(c => c.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in ids)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Conversations.AsNoTracking().Include(c => c.Tags).Owned(userId).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } conversation)
            {
                yield return conversation;
            }
        }
    }
}
