using System.ComponentModel;
using AgentWeb.Core;
using AgentWeb.Core.Import;
using Microsoft.AspNetCore.Mvc;

namespace AgentWeb.Api;

/// <summary>How a file is imported.</summary>
internal sealed record ImportQuery(
    [property: FromQuery(Name = "preview"), Description("Only tells what would come; nothing is stored.")]
    bool Preview = false,
    [property: FromQuery(Name = "include"), Description("What of the file, by the indexes of the preview, such as 0-41,43; a form may carry it as a field. Without it, all that is not there already.")]
    string? Include = null);

/// <summary>What an import would bring.</summary>
internal sealed record ImportPreviewResponse(IReadOnlyList<PreviewedSession> Sessions)
{
    public static ImportPreviewResponse From(IReadOnlyList<PreviewedConversation> found) => new([.. found.Select(PreviewedSession.From)]);
}

/// <summary>A session of a file. With a code, it cannot or need not be taken over; the reason says why.</summary>
internal sealed record PreviewedSession(
    int Index, string Title, string Format, int MessageCount, int LeftOutMessages, DateTimeOffset? CreatedAt, DateTimeOffset? LastActiveAt, bool Duplicate,
    string? Code, string? Reason)
{
    public static PreviewedSession From(PreviewedConversation c) => new(
        c.Index, c.Title, c.Format, c.MessageCount, c.LeftOutMessages, c.CreatedAt, c.LastActiveAt, c.IsDuplicate, c.Problem?.Code, c.Problem?.Message);
}

/// <summary>What an import did.</summary>
internal sealed record ImportResponse(IReadOnlyList<ImportedSession> Imported, IReadOnlyList<PreviewedSession> LeftOut)
{
    public static ImportResponse From(ImportReceipt receipt) => new(
        [.. receipt.Imported.Select(c => new ImportedSession(c.Index, PublicId.Format(PublicId.Session, c.ConversationId), c.Title, c.MessageCount))],
        [.. receipt.LeftOut.Select(PreviewedSession.From)]);
}

/// <summary>A session that was taken over.</summary>
internal sealed record ImportedSession(int Index, string SessionId, string Title, int MessageCount);
