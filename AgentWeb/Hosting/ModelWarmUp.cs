using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Hosting;

/// <summary>Builds EF Core's model, which preparing the database waits for, while endpoints are mapped.</summary>
internal sealed class ModelWarmUp(IDbContextFactory<AppDbContext> contexts) : IWarmUp
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        _ = db.Model;
    }
}
