using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Hosting;

/// <summary>Does once, before anybody waits for it, what is slow the first time and needs the database: the cookie keys, and finding an account.</summary>
internal sealed class WarmUp(IDbContextFactory<AppDbContext> contexts, IDataProtectionProvider protection) : IWarmUp
{
    public bool NeedsData => true;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        protection.CreateProtector(nameof(WarmUp)).Protect([]);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == "", cancellationToken);
    }
}
