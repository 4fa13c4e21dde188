using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>Believes <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> from the configured proxies and from nobody else.</summary>
internal static class TrustedProxies
{
    /// <summary>Registers and validates <see cref="HostingOptions"/>.</summary>
    public static void AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<HostingOptions>().BindConfiguration(HostingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HostingOptions>, HostingOptions.Validator>();
    }

    /// <summary>Takes the person's address and scheme from trusted proxies. First in the pipeline.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null, // As many hops as there are trusted proxies in a row.
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.Networks)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        if (forwarded.KnownIPNetworks.Count > 0)
        {
            app.UseForwardedHeaders(forwarded);
        }
    }
}
