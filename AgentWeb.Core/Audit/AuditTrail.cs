using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Audit;

/// <summary>Writes the audit log. Who acts is <see cref="CurrentActor"/>.</summary>
public sealed class AuditTrail(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Adds to what the caller is about to save: the change and its trace are stored together or not at all.</summary>
    /// <param name="db">The context that the caller saves.</param>
    /// <param name="what">What was done.</param>
    /// <param name="actor">Who did it, where that is not <see cref="CurrentActor"/>.</param>
    public void Add(AppDbContext db, AuditEvent what, Actor? actor = null) => db.Audit.Add(EntryOf(what, actor ?? CurrentActor.Value));

    /// <summary>Writes by itself, for what is done without a transaction, or by somebody who is not signed in yet.</summary>
    /// <param name="what">What was done.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="actor">Who did it, where that is not <see cref="CurrentActor"/>.</param>
    public async Task RecordAsync(AuditEvent what, CancellationToken cancellationToken, Actor? actor = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Audit.Add(EntryOf(what, actor ?? CurrentActor.Value));
        await db.SaveChangesAsync(cancellationToken);
    }

    private AuditEntry EntryOf(AuditEvent what, Actor actor) => new()
    {
        At = time.GetUtcNow(),
        ActorId = actor.Id,
        Actor = Cut(actor.Name, 256)!,
        Action = what.Action,
        TargetId = Cut(what.TargetId, 256),
        Target = Cut(what.Target, 256),
        Detail = Cut(what.Detail, AuditEntry.MaxDetailLength),
        Address = Cut(actor.Address, 64),
    };

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..(length - 1)] + "…" : text;
}
