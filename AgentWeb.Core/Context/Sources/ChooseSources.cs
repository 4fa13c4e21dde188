using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Context.Sources;

/// <summary>
/// Chooses what a model is given of files: small files whole, of the others the passages that fit the question best, all within a share
/// of what the model takes in.
/// </summary>
internal sealed class ChooseSources(IDbContextFactory<AppDbContext> contexts, FindPassages findPassages, IOptionsMonitor<ContextOptions> options)
{
    /// <summary>More do not make an answer better: what fits a question is among the first.</summary>
    private const int MostFound = 16;

    /// <summary>Chooses.</summary>
    /// <param name="input">What the prompt is built for.</param>
    /// <param name="budget">Tokens of all input together.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ChosenSources> RunAsync(PromptInput input, int budget, CancellationToken cancellationToken)
    {
        if (!input.Settings.HasFiles && !input.Settings.UsesLibrary)
        {
            return ChosenSources.None;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var files = input.Settings.HasFiles ? await db.SourceFilesAsync(input.OwnerId, input.ConversationId, cancellationToken) : [];
        var budgetOfFiles = (int)(budget * options.CurrentValue.FilesShare);
        var whole = Whole(files, budgetOfFiles);
        var chosen = await db.WholeFilesAsync(whole, int.MaxValue, cancellationToken);
        var parts = files.FindAll(f => f.IsReadable && !whole.Contains(f));
        var reply = await ReplyAsync(db, input.ReplyId, cancellationToken);
        if (parts.Count > 0 || input.Settings.UsesLibrary)
        {
            var scope = input.Settings.UsesLibrary ? FileScope.Library : new FileScope(input.ConversationId);
            var found = await findPassages.RunAsync(input.OwnerId, scope, reply.Question, MostFound + chosen.Count, cancellationToken);
            var firsts = await db.WholeFilesAsync(parts, 1, cancellationToken);
            AddFitting(chosen, found.Concat(firsts), budgetOfFiles);
        }

        var passages = Numbered(chosen, reply.Cited);
        return new(passages, SourcesMessage.Of(passages, [.. whole.Select(f => f.Name)], files.FindAll(f => !f.IsReadable && !(f.Kind == FileKind.Image && input.Model.Vision)))) { Cited = reply.Cited };
    }

    /// <summary>The smallest files that fit together: into all of the budget if all do, else into half of it, so that the others come in too.</summary>
    private static List<SourceFile> Whole(List<SourceFile> files, int budget)
    {
        var readable = files.FindAll(f => f.IsReadable);
        long left = readable.Sum(Cost) <= budget ? budget : budget / 2;
        var whole = new List<SourceFile>();
        foreach (var file in readable.OrderBy(Cost).TakeWhile(f => (left -= Cost(f)) >= 0))
        {
            whole.Add(file);
        }

        return whole;
    }

    private static long Cost(SourceFile file) => (file.Tokens ?? 0) + (file.PassageCount * (long)SourcesMessage.TokensAround(file.Name, heading: null));

    private static int Cost(FoundPassage passage) => passage.Tokens + SourcesMessage.TokensAround(passage.FileName, passage.Heading);

    private static void AddFitting(List<FoundPassage> chosen, IEnumerable<FoundPassage> candidates, int budget)
    {
        var there = chosen.Select(p => (p.FileSeq, p.Position)).ToHashSet();
        var left = budget - chosen.Sum(Cost);
        foreach (var passage in candidates.Where(p => there.Add((p.FileSeq, p.Position))).Take(MostFound))
        {
            if (Cost(passage) <= left)
            {
                left -= Cost(passage);
                chosen.Add(passage);
            }
        }
    }

    /// <summary>
    /// Passages in the order of their files, as a person reads them. What the reply cites already keeps its number, so that what is written
    /// further refers to the same.
    /// </summary>
    private static IReadOnlyList<GivenPassage> Numbered(List<FoundPassage> chosen, IReadOnlyList<Citation> cited)
    {
        var kept = cited.ToDictionary(c => (c.FileId, c.Passage), c => c.Number);
        var taken = kept.Values.ToHashSet();
        var next = 0;
        int Next()
        {
            while (taken.Contains(++next))
            {
            }

            return next;
        }

        return
        [
            .. chosen.OrderBy(p => p.FileSeq).ThenBy(p => p.Position).Select(p => new GivenPassage
            {
                Number = kept.TryGetValue((p.FileId, p.Position), out var number) ? number : Next(),
                FileId = p.FileId,
                Position = p.Position,
                FileName = p.FileName,
                Page = p.Page,
                Place = p.Place,
                Heading = p.Heading,
                Text = p.Text,
            }),
        ];
    }

    private static async Task<Reply> ReplyAsync(AppDbContext db, Guid replyId, CancellationToken cancellationToken)
    {
        var reply = await db.Messages.AsNoTracking().Where(m => m.Id == replyId)
            .Select(m => new { m.Citations, Question = db.Messages.Where(q => q.Id == m.ParentId).Select(q => q.Text).FirstOrDefault() })
            .SingleAsync(cancellationToken);
        return new(reply.Question ?? "", reply.Citations);
    }

    private sealed record Reply(string Question, IReadOnlyList<Citation> Cited);
}
