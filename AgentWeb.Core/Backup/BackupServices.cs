using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Backup;

/// <summary>Registration of backups.</summary>
public static class BackupServices
{
    /// <summary>Registers them. Options come from the section <c>Backup</c>.</summary>
    public static IServiceCollection AddBackup(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection(BackupOptions.Section)).ValidateKeys(BackupOptions.Section);
        services.AddSingleton<BackupFolder>();
        services.AddSingleton<BackupProgress>();
        services.AddSingleton<CreateBackup>();
        services.AddSingleton<DeleteBackup>();
        services.AddSingleton<BackupSchedule>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupSchedule>());
        return services;
    }
}
