using System.Net;
using AgentWeb.Features.Settings;
using AgentWeb.Tests.Fakes;
using AngleSharp.Html.Parser;

namespace AgentWeb.Tests.Hosting;

public sealed class LanguageTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", null, "de", "Anmelden")]
    [InlineData("fr", null, "en", "Sign in")]
    [InlineData("de", "system.comfortable.en", "en", "Sign in")]
    [InlineData("en", "system.comfortable.de", "de", "Anmelden")]
    public async Task SignIn_Languages_CookieCountsThenTheBrowser(string accepted, string? look, string language, string heading)
    {
        await server.AddAdministratorAsync();
        using var response = await VisitAsync("/signin", accepted, look);
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Cancellation), Cancellation);

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(heading, page.QuerySelector("button[type=submit]")!.TextContent);
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task SignIn_WrongPassword_IsRefusedInTheLanguage()
    {
        await server.AddAdministratorAsync();
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        using var response = await client.SubmitAsync(
            "/signin", new(StringComparer.Ordinal) { ["Email"] = "nobody@example.org", ["Password"] = "not the password" });

        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal("Zu dieser E-Mail und diesem Passwort gibt es kein Konto.", page.QuerySelector("#form-error")!.TextContent.Trim());
    }

    [Fact]
    public async Task StatusPage_German_IsGerman()
    {
        using var response = await VisitAsync("/signin", "de", look: null, HttpMethod.Post);
        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Dieses Formular ist veraltet. Bitte die Seite neu laden und noch einmal absenden.", page.QuerySelector(".account-head p")!.TextContent);
        Assert.Equal("Zu den Unterhaltungen", page.QuerySelector("main > p a")!.TextContent);
    }

    [Fact]
    public async Task Api_German_StaysEnglish()
    {
        using var response = await VisitAsync("/api/v1/sessions", "de", look: null);

        Assert.Contains("Sign in first.", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(response.Content.Headers.ContentLanguage);
    }

    private async Task<HttpResponseMessage> VisitAsync(string path, string accepted, string? look, HttpMethod? method = null)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(accepted);
        if (look is not null)
        {
            request.Headers.Add("Cookie", $"{Look.Cookie}={look}");
        }

        return await client.SendAsync(request, Cancellation);
    }
}
