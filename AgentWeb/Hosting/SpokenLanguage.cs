using AgentWeb.Core.Settings;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Localization;

namespace AgentWeb.Hosting;

/// <summary>The language of the interface: what the person chose, else what the browser asks for.</summary>
internal static class SpokenLanguage
{
    /// <summary>Registers the words.</summary>
    public static void AddLanguages(this IServiceCollection services) => services.AddLocalization(options => options.ResourcesPath = "Resources");

    /// <summary>Answers each request, and lives each circuit, in its language. Numbers and dates of the API are written the same in all.</summary>
    public static void UseLanguages(this IApplicationBuilder app)
    {
        string[] names = [.. Languages.All];
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true }
            .SetDefaultCulture(names[0])
            .AddSupportedUICultures(names)
            .AddSupportedCultures(names);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(
                Look.Parse(context.Request.Cookies[Look.Cookie]).Language is { } chosen ? new ProviderCultureResult(chosen) : null)),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        app.UseRequestLocalization(options);
    }
}
