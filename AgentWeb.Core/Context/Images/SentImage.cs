using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Context.Images;

/// <summary>A picture that went with a message.</summary>
internal sealed record SentImage(Guid MessageId, string Name, string ContentType, long Size, int? Width, int? Height, Guid StoreKey)
{
    private const int MostTokens = 1600;
    private const int PixelsPerToken = 750;

    /// <summary>
    /// What it takes of a model's window, about: models cut pictures into tiles, each in its own way; this is the rule that Anthropic publishes
    /// (https://docs.anthropic.com/en/docs/build-with-claude/vision), and OpenAI's are not far from it.
    /// </summary>
    public int Tokens => Width is { } width && Height is { } height ? (int)Math.Clamp((long)width * height / PixelsPerToken, 1, MostTokens) : MostTokens;

    /// <summary>The pictures of a conversation, by the messages they went with.</summary>
    public static async Task<ILookup<Guid, SentImage>> OfAsync(AppDbContext db, Guid conversationId, CancellationToken cancellationToken)
    {
        var found = await (
            from use in db.MessageFiles.AsNoTracking()
            where use.ConversationId == conversationId
            join file in db.Files.AsNoTracking() on use.FileSeq equals file.Seq
            where file.Kind == FileKind.Image
            join blob in db.FileBlobs.AsNoTracking() on file.Hash equals blob.Hash
            orderby use.MessageId, use.Position
            select new SentImage(use.MessageId, file.Name, file.ContentType, file.Size, file.Width, file.Height, blob.StoreKey)).ToListAsync(cancellationToken);
        return found.ToLookup(image => image.MessageId);
    }
}
