using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Export;

/// <summary>A conversation on its way out.</summary>
/// <param name="FileName">A name for it, safe on every system.</param>
/// <param name="ContentType">The type of the content.</param>
/// <param name="WriteAsync">Writes it, a few messages at a time.</param>
public sealed record ConversationExport(string FileName, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>Takes a conversation out as a file. What is still being written is taken as it stands.</summary>
public sealed class ExportConversation(IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, TimeProvider time)
{
    /// <summary>Finds the conversation; nothing is written yet.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="format">The name of a format: <c>md</c>, <c>txt</c> or <c>json</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<Result<ConversationExport>> RunAsync(Guid ownerId, Guid conversationId, string? format, CancellationToken cancellationToken)
    {
        if (ExportFormats.Parse(format) is not { } wanted)
        {
            return new Error("format_invalid", "format must be md, txt or json.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.AsNoTracking().Include(c => c.Tags).Owned(ownerId)
            .SingleOrDefaultAsync(c => c.Id == conversationId, cancellationToken);
        return conversation is null
            ? Error.NotFound("conversation")
            : new ConversationExport(
                FileNames.For(conversation.Title, time.GetUtcNow(), wanted.Extension()),
                wanted.ContentType(),
                (target, cancellation) => WriteAsync(target, conversation, wanted, cancellation));
    }

    private Task WriteAsync(Stream target, Conversation conversation, ExportFormat format, CancellationToken cancellationToken)
    {
        var messages = contexts.MessagesAsync(conversation.Id, onlyActivePath: format != ExportFormat.Json, cancellationToken);
        return format switch
        {
            ExportFormat.Json => ConversationJson.WriteAsync(target, conversation, messages, cancellationToken),
            ExportFormat.Markdown => ConversationText.WriteMarkdownAsync(target, conversation, messages, NameOf, cancellationToken),
            _ => ConversationText.WritePlainAsync(target, conversation, messages, NameOf, cancellationToken),
        };
    }

    private string? NameOf(string? modelKey) => modelKey is null ? null : models.Find(modelKey)?.Name ?? modelKey;
}
