using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>Deletes all files of an account that is about to go, so that bytes which nobody else has are given back.</summary>
internal sealed class DeleteFilesOfAccount(IDbContextFactory<AppDbContext> contexts, DeleteFile delete) : IAccountData
{
    public async Task ReleaseAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        List<Guid> files;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            files = await db.Files.Owned(ownerId).Select(f => f.Id).ToListAsync(cancellationToken);
        }

        foreach (var file in files)
        {
            await delete.RunAsync(ownerId, file, cancellationToken);
        }
    }
}
