using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Configuration;

/// <summary>Registration of settings that administrators change.</summary>
public static class ConfigurationServices
{
    /// <summary>Puts what they changed over all other sources, and registers the use cases. Sections are added one by one.</summary>
    public static IServiceCollection AddEditableConfiguration(this IServiceCollection services, IConfigurationBuilder configuration)
    {
        var database = new DatabaseConfiguration();
        configuration.Add(new DatabaseConfigurationSource(database));
        services.AddSingleton(database);
        services.AddSingleton<EditableSections>();
        services.AddSingleton<ConfigurationLayers>();
        services.AddSingleton<CheckConfiguration>();
        services.AddSingleton<SaveOverrides>();
        services.AddSingleton(p => new TryConfiguration(
            p.GetRequiredService<IDbContextFactory<AppDbContext>>(), p.GetRequiredService<EditableSections>(), p.GetRequiredService<CheckConfiguration>()));
        services.AddSingleton(p => new ReadConfiguration(p.GetRequiredService<EditableSections>(), p.GetRequiredService<ConfigurationLayers>()));
        services.AddSingleton(p => new ChangeConfiguration(p.GetRequiredService<TryConfiguration>(), p.GetRequiredService<SaveOverrides>()));
        services.AddSingleton(p => new UndoConfiguration(
            p.GetRequiredService<IDbContextFactory<AppDbContext>>(), p.GetRequiredService<TryConfiguration>(), p.GetRequiredService<SaveOverrides>()));
        services.AddSingleton(p => new ReloadConfiguration(
            p.GetRequiredService<ConfigurationLayers>(), p.GetRequiredService<IConfigurationPulse>(), p.GetRequiredService<AuditTrail>()));
        services.AddSingleton<ReadConfigurationHistory>();
        services.AddSingleton<IStoredConfiguration, StoredOverrides>();
        services.AddSingleton<FollowConfiguration>();
        services.AddSingleton<IConfigurationPulse>(provider => provider.GetRequiredService<FollowConfiguration>());
        services.AddHostedService(provider => provider.GetRequiredService<FollowConfiguration>());
        return services;
    }

    /// <summary>Lets administrators change a section, whose options are registered and validated as ever.</summary>
    /// <typeparam name="T">Its options.</typeparam>
    public static IServiceCollection AddEditableSection<T>(this IServiceCollection services, string section)
        where T : class, new()
    {
        services.AddSingleton<EditableSection>(p =>
            new EditableSection<T>(section, p.GetRequiredService<IOptionsMonitor<T>>(), p.GetServices<IValidateOptions<T>>()));
        services.AddSingleton<IPostConfigureOptions<T>>(p => new ListOverrides<T>(section, p.GetRequiredService<DatabaseConfiguration>()));
        return services;
    }
}
