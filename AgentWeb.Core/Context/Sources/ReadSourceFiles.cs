using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Context.Sources;

/// <summary>Reads what a prompt needs to know before passages are chosen.</summary>
internal static class ReadSourceFiles
{
    /// <summary>The files that were sent with the conversation's messages, oldest first.</summary>
    public static Task<List<SourceFile>> SourceFilesAsync(this AppDbContext db, Guid ownerId, Guid conversationId, CancellationToken cancellationToken) =>
        new FileScope(conversationId).Of(db, ownerId).AsNoTracking().OrderBy(f => f.Seq)
            .Select(f => new SourceFile(f.Seq, f.Id, f.Name, f.Kind, f.Status, f.Pages, f.Tokens, f.PassageCount))
            .ToListAsync(cancellationToken);

    /// <summary>All passages of files, in their order.</summary>
    public static async Task<List<FoundPassage>> WholeFilesAsync(
        this AppDbContext db, IReadOnlyList<SourceFile> files, int most, CancellationToken cancellationToken)
    {
        var byId = files.ToDictionary(f => f.Seq);
        var seqs = byId.Keys.ToList();
        var rows = await db.FilePassages.AsNoTracking().Where(p => seqs.Contains(p.FileSeq) && p.Position < most)
            .OrderBy(p => p.FileSeq).ThenBy(p => p.Position)
            .Select(p => new { p.FileSeq, p.Position, p.Text, p.Page, p.Place, p.Heading, p.Tokens }).ToListAsync(cancellationToken);
        return rows.ConvertAll(p => new FoundPassage
        {
            FileSeq = p.FileSeq,
            FileId = byId[p.FileSeq].Id,
            FileName = byId[p.FileSeq].Name,
            Position = p.Position,
            Text = p.Text,
            Page = p.Page,
            Place = p.Place,
            Heading = p.Heading,
            Tokens = p.Tokens,
        });
    }
}
