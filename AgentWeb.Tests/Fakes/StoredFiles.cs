using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Core.Files.Retrieval.Vectors;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentWeb.Tests.Fakes;

/// <summary>Files that are in the database as the ingestion lane leaves them; their bytes are nowhere.</summary>
public static class StoredFiles
{
    /// <summary>The indexer as it is without an embedding model.</summary>
    public static IndexPassages Index(IDbContextFactory<AppDbContext> contexts, EmbeddingModel? model = null) =>
        new(contexts, new(new FixedEmbeddingModel(model ?? EmbeddingModel.None), TimeProvider.System, NullLogger<EmbedPassages>.Instance));

    /// <summary>The search as it is without an embedding model.</summary>
    public static FindPassages Find(IDbContextFactory<AppDbContext> contexts, EmbeddingModel? model = null) =>
        new(contexts, new(new FixedEmbeddingModel(model ?? EmbeddingModel.None), TimeProvider.System, NullLogger<QuestionVector>.Instance));

    /// <summary>A file with these passages.</summary>
    public static Task<StoredFile> AddFileAsync(this IDbContextFactory<AppDbContext> contexts, Guid ownerId, string name, params string[] passages) =>
        contexts.AddFileAsync(ownerId, name, FileStatus.Completed, [.. passages.Select((text, i) => new Passage(text, i + 1, Place: null, Heading: null, TokenEstimate.Of(text)))]);

    /// <summary>A file with these passages, in this state.</summary>
    public static async Task<StoredFile> AddFileAsync(
        this IDbContextFactory<AppDbContext> contexts, Guid ownerId, string name, FileStatus status, IReadOnlyList<Passage> passages,
        FileKind kind = FileKind.Text)
    {
        var file = new StoredFile
        {
            Id = Guid.CreateVersion7(),
            OwnerId = ownerId,
            Name = name,
            Kind = kind,
            ContentType = "text/plain",
            Hash = new string('0', 64),
            Status = status,
        };
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.Files.Add(file);
            await db.SaveChangesAsync();
        }

        await Index(contexts).RunAsync(file, passages.ToAsyncEnumerable(), CancellationToken.None);
        return file;
    }

    /// <summary>Sends a file with a message that is there.</summary>
    public static async Task AttachAsync(this IDbContextFactory<AppDbContext> contexts, Guid conversationId, Guid messageId, params StoredFile[] files)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.MessageFiles.AddRange(files.Select((file, i) => new MessageFile
        {
            ConversationId = conversationId,
            MessageId = messageId,
            FileSeq = file.Seq,
            Position = i,
        }));
        await db.SaveChangesAsync();
    }
}
