using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Configuration;

/// <summary>
/// Takes what administrators changed from the database into the configuration. A section whose overrides break a rule (of a newer version, or
/// together with a file that changed) counts as if it had none, and the log says so: the server starts.
/// </summary>
internal sealed partial class StoredOverrides(
    IDbContextFactory<AppDbContext> contexts, EditableSections sections, CheckConfiguration check, DatabaseConfiguration database,
    ILogger<StoredOverrides> logger) : IStoredConfiguration
{
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.ConfigurationOverrides.AsNoTracking().ToListAsync(cancellationToken);
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var lists = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in sections.All)
        {
            var own = stored.Where(o => o.Value is not null && section.Find(o.Key) is not null)
                .ToDictionary(o => o.Key, o => o.Value!, StringComparer.OrdinalIgnoreCase);
            if (own.Count > 0 && check.Run(section, own) is [var problem, ..])
            {
                LogIgnored(logger, section.Name, problem.Message);
                continue;
            }

            foreach (var (key, value) in own)
            {
                (section.Find(key)!.Kind == SettingKind.List ? lists : values)[key] = value;
            }
        }

        database.Replace(values, lists);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What administrators changed in {Section} does not count, because it breaks a rule: {Problem}")]
    private static partial void LogIgnored(ILogger logger, string section, string problem);
}
