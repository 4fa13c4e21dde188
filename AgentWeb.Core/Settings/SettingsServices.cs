using AgentWeb.Core.Models;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Settings;

/// <summary>Registration of personal settings and saved prompts.</summary>
public static class SettingsServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddModelAccess();
        services.AddSingleton<ReadUserSettings>();
        services.AddSingleton<ChangeUserSettings>();
        services.AddSingleton<ListPrompts>();
        services.AddSingleton<SavePrompt>();
        services.AddSingleton<DeletePrompt>();
        return services;
    }
}
