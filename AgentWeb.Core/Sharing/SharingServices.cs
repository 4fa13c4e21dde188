using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Sharing;

/// <summary>Registration of links by which others read conversations.</summary>
public static class SharingServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddSingleton<ShareConversation>()
        .AddSingleton<RevokeShare>()
        .AddSingleton<ListShares>()
        .AddSingleton<ReadForPrint>()
        .AddSingleton<ReadShare>();
}
