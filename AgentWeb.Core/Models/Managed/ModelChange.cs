using AgentWeb.Core.Data;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Marks a change of models among the changes of the configuration, whose newest number tells other nodes that there is something to read.</summary>
internal static class ModelChange
{
    /// <summary>A section that no page shows: what changed is in the audit log.</summary>
    private const string Section = "";

    public static void Mark(AppDbContext db, DateTimeOffset now) =>
        db.ConfigurationChanges.Add(new() { Section = Section, At = now, ChangedBy = Audit.CurrentActor.Value.Name });
}
