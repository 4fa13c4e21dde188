using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AgentWeb.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Api;

public sealed class BadInputTests(OpenServer server) : IClassFixture<OpenServer>
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "{", "malformed_json" },
        { "{\"email\":}", "malformed_json" },
        { "nonsense", "malformed_json" },
        { "{\"email\":1}", "wrong_type" },
        { "{\"email\":[\"a\"]}", "wrong_type" },
        { "{\"email\":{}}", "wrong_type" },
        { "{\"email\":true}", "wrong_type" },
        { "[]", "wrong_type" },
        { "7", "wrong_type" },
        { "{\"email\":\"a\",\"email\":\"b\"}", "wrong_type" },
        { "{\"email\":\"\\ud800\"}", "wrong_type" },
        { "", "bad_request" },
        { "null", "bad_request" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Login_BodyThatCannotBeRead_IsAProblem(string body, string code)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(body));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Login_InvalidUtf8_IsAProblem()
    {
        using var response = await PostAsync([.. "{\"email\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        var problem = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"code\":", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_DeeplyNested_IsAProblem()
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Fact]
    public async Task Login_UnknownMember_IsIgnored()
    {
        using var response = await PostAsync("{\"email\":\"nobody@example.org\",\"password\":\"x\",\"more\":[1,{}]}"u8.ToArray());
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [Fact]
    public async Task Login_HugeBody_IsTooLarge()
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes("{\"email\":\"" + new string('x', 2_000_000) + "\"}"));
        await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Login_HugeBodySentSlowly_IsAnsweredAndThenTakenToItsEnd()
    {
        const int length = 4_000_000;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/auth/login HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"), Cancellation);

        var answer = new byte[64 * 1024];
        var read = await stream.ReadAtLeastAsync(answer, "HTTP/1.1 413".Length, cancellationToken: Cancellation);
        await stream.WriteAsync(new byte[length], Cancellation); // A connection that is closed by now takes a little of it, and breaks.

        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_OtherContentType_IsUnsupported()
    {
        using var response = await PostAsync("email=a"u8.ToArray(), "application/x-www-form-urlencoded");
        await response.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    public async Task Address_Unknown_IsNotFoundForUsersAndNotSignedInForOthers()
    {
        using var anonymous = server.CreateClient();
        using var refused = await anonymous.GetAsync("/api/v1/nothing", Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");

        using var user = await server.SignInByTokenAsync(await server.AddUserAsync());
        using var missing = await user.GetAsync("/api/v1/nothing", Cancellation);
        await missing.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Address_OtherMethod_IsNotAllowed()
    {
        using var client = server.CreateClient();
        using var wrongMethod = await client.DeleteAsync("/api/v1/auth/login", Cancellation);
        await wrongMethod.IsProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Fact]
    public async Task Problem_WhateverIsAccepted_IsJson()
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/antiforgery");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await client.SendAsync(request, Cancellation);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    /// <summary>Anything at all, as text and as JSON strings: never a server error, and every refusal has a code.</summary>
    [Theory]
    [InlineData("login")]
    [InlineData("register")]
    [InlineData("refresh")]
    public void AnyInput_GivesACodeAndNeverAServerError(string action)
    {
        using var client = server.CreateClient();
        var property = Prop.ForAll<string, string, bool>((email, password, asJson) =>
        {
            var body = asJson
                ? new JsonObject { ["email"] = email, ["password"] = password, ["refresh_token"] = email }.ToJsonString()
                : email + password;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/" + action)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            using var response = client.Send(request, Cancellation);
            using var reader = new StreamReader(response.Content.ReadAsStream(Cancellation));
            return response.StatusCode == HttpStatusCode.Created
                || ((int)response.StatusCode is >= 400 and < 500 && JsonNode.Parse(reader.ReadToEnd())?["code"] is not null);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30).WithQuietOnSuccess(true), property);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string contentType = "application/json")
    {
        using var client = server.CreateClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await client.PostAsync("/api/v1/auth/login", content, Cancellation);
    }
}
