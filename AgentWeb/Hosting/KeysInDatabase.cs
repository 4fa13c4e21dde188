using AgentWeb.Core.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Hosting;

/// <summary>Registration of data protection.</summary>
internal static class KeysInDatabase
{
    /// <summary>
    /// Keys live in the database under one application name: without a name it would be the folder's path, and a new version in a new
    /// folder would sign everybody out.
    /// </summary>
    public static void AddKeysInDatabase(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AgentWeb");
        services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<AppDbContext>>(
            (options, contexts) => options.XmlRepository = new DatabaseKeyRepository(contexts));
    }
}
