using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentWeb.Core.Audit;

/// <summary>Registration of the audit log.</summary>
public static class AuditServices
{
    /// <summary>Registers it; once is enough, more does not hurt.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AuditTrail>();
        services.TryAddSingleton<ReadAudit>();
        services.TryAddSingleton<ExportAudit>();
        return services;
    }
}
