using AgentWeb.Api;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Hosting;

/// <summary>The language of the interface: what the person chose, else what the browser asks for.</summary>
internal static class SpokenLanguage
{
    /// <summary>Registers the words. One object has them for all: every component holds it.</summary>
    public static IServiceCollection AddLanguages(this IServiceCollection services) => services
        .AddLocalization(options => options.ResourcesPath = "Resources")
        .AddSingleton<IStringLocalizer<Words>, StringLocalizer<Words>>();

    /// <summary>Answers each request for a page, and lives each circuit, in its language. The API speaks English to everybody.</summary>
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
        app.UseWhen(context => !ApiPaths.IsApi(context.Request.Path), pages => pages.UseRequestLocalization(options));
    }
}
