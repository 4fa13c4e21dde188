using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Says that this process works on the database: once before it is ready, then as often as leases are renewed. A process that starts takes jobs,
/// even where the one before it was told not to; who was not seen for a day is forgotten.
/// </summary>
internal sealed class RegisterNode(IDbContextFactory<AppDbContext> contexts, NodeIdentity node, TimeProvider time) : IBeforeReady
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (name, started, old) = (node.Node, _startedAt, time.GetUtcNow() - Forgotten);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Nodes.Where(n => n.SeenAt < old && n.Name != name).ExecuteDeleteAsync(cancellationToken);
        await db.Nodes.Where(n => n.Name == name)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Draining, false).SetProperty(n => n.StartedAt, started), cancellationToken);
        await SeenAsync(cancellationToken);
    }

    /// <summary>Says that it lives.</summary>
    public async Task SeenAsync(CancellationToken cancellationToken)
    {
        var (name, now) = (node.Node, time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Nodes.Where(n => n.Name == name).ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, now), cancellationToken);
        if (known == 0)
        {
            db.Nodes.Add(new() { Name = name, StartedAt = _startedAt, SeenAt = now });
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
