using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Accounts;

public sealed partial class PasswordMailTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forgot_WithMail_SendsALinkThatWorksAndTellsStrangersNothing()
    {
        await using var mail = new MailServer();
        await using var server = await new TestServer
        {
            Settings =
            {
                ["Mail:Smtp:Host"] = "127.0.0.1",
                ["Mail:Smtp:Port"] = mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Mail:Smtp:Security"] = "None",
                ["Mail:Smtp:From"] = "AgentWeb <chat@example.org>",
                ["Mail:PublicUrl"] = "https://chat.example.org/",
            },
        }.StartAsync();
        await server.AddAdministratorAsync();
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();

        var stranger = await AskAsync(client, "nobody@example.org");
        client.DefaultRequestHeaders.Host = "evil.example";
        var known = await AskAsync(client, user.Email.ToUpperInvariant());
        client.DefaultRequestHeaders.Host = null;
        var sent = await mail.NextAsync();

        Assert.Equal(stranger, known);
        Assert.Contains($"To: {user.Email}", sent, StringComparison.Ordinal);
        var body = sent[(sent.IndexOf("\n\n", StringComparison.Ordinal) is var at and > 0 ? at : sent.IndexOf("\r\n\r\n", StringComparison.Ordinal))..];
        var text = sent.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.ReplaceLineEndings("")))
            : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        var path = Link().Match(text).Groups["path"].Value;
        Assert.StartsWith("/reset?token=", path, StringComparison.Ordinal);
        using var set = await client.SubmitAsync(path, new() { ["NewPassword"] = "a brand new password" });
        Assert.Contains("The password is set", await set.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        // A second one so soon is not sent: the next mail is somebody else's.
        await AskAsync(client, user.Email);
        var other = await server.AddUserAsync();
        await AskAsync(client, other.Email);
        Assert.Contains($"To: {other.Email}", await mail.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgot_WithoutMail_SaysWhomToAsk()
    {
        await using var server = await new TestServer().StartAsync();
        await server.AddAdministratorAsync();
        using var client = server.CreateClient();
        var html = await client.GetStringAsync("/forgot", Cancellation);
        Assert.Contains("Ask an administrator", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(HttpClient client, string email)
    {
        using var response = await client.SubmitAsync("/forgot", new() { ["Email"] = email });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Sealed().Replace(await response.Content.ReadAsStringAsync(Cancellation), "");
    }

    /// <summary>What the server seals for itself, which is another each time.</summary>
    [GeneratedRegex("CfDJ8[^\"<]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sealed();

    [GeneratedRegex(@"https://chat\.example\.org(?<path>/reset\?token=[\w.-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
