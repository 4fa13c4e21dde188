using System.Globalization;
using AgentWeb.Features.Settings;
using AgentWeb.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Tests.Fakes;

/// <summary>The words of the interface, as the server registers them.</summary>
internal static class Spoken
{
    private static readonly IStringLocalizer<Words> Words = new ServiceCollection()
        .AddLogging()
        .AddLanguages()
        .BuildServiceProvider()
        .GetRequiredService<IStringLocalizer<Words>>();

    /// <summary>Asks for something as a page of a language would.</summary>
    public static T In<T>(string language, Func<IStringLocalizer<Words>, T> ask)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return ask(Words);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
