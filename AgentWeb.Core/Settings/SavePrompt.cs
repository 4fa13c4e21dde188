using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Settings;

/// <summary>Saves a prompt under a name; one that has the name already is replaced.</summary>
public sealed class SavePrompt(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Most prompts of one person.</summary>
    public const int Most = 200;

    /// <summary>Saves it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="name">What is typed after the slash: letters, digits and hyphens, at most <see cref="SavedPrompt.MaxNameLength"/>.</param>
    /// <param name="text">What is put into the composer, at most <see cref="SavedPrompt.MaxTextLength"/> characters.</param>
    /// <param name="cancellationToken">Ends the work; nothing is stored then.</param>
    public async Task<Result<SavedPrompt>> RunAsync(Guid ownerId, string? name, string? text, CancellationToken cancellationToken)
    {
        var key = (name ?? "").Trim().TrimStart('/').ToLowerInvariant();
        if (key.Length is 0 or > SavedPrompt.MaxNameLength || !key.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
        {
            return new Error("prompt_name_invalid", $"A name has 1 to {SavedPrompt.MaxNameLength} letters, digits and hyphens, such as “translate”.");
        }

        if (string.IsNullOrWhiteSpace(text) || text.Length > SavedPrompt.MaxTextLength)
        {
            return new Error("prompt_text_invalid", $"A prompt has 1 to {SavedPrompt.MaxTextLength} characters.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var prompt = await db.SavedPrompts.Owned(ownerId).SingleOrDefaultAsync(p => p.Name == key, cancellationToken);
        if (prompt is null)
        {
            if (await db.SavedPrompts.Owned(ownerId).CountAsync(cancellationToken) >= Most)
            {
                return new Error("prompts_full", $"You have {Most} prompts, which is the limit. Delete one first.", ErrorKind.Conflict);
            }

            prompt = new() { Id = Guid.CreateVersion7(time.GetUtcNow()), OwnerId = ownerId, Name = key, Text = text };
            db.SavedPrompts.Add(prompt);
        }

        prompt.Text = text.ReplaceLineEndings("\n");
        await db.SaveChangesAsync(cancellationToken);
        return prompt;
    }
}
