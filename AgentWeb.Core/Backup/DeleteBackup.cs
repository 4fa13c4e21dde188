using AgentWeb.Core.Audit;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Backup;

/// <summary>Deletes a backup.</summary>
public sealed class DeleteBackup(BackupFolder folder, AuditTrail audit)
{
    /// <summary>Deletes it.</summary>
    /// <returns>It; <c>not_found</c> when there is none of that name.</returns>
    public async Task<Result<BackupFile>> RunAsync(string name, CancellationToken cancellationToken)
    {
        if (folder.Find(name) is not { } file)
        {
            return Error.NotFound("backup");
        }

        File.Delete(folder.PathOf(name));
        await audit.RecordAsync(new(AuditActions.BackupDeleted, Target: name), cancellationToken);
        return file;
    }
}
