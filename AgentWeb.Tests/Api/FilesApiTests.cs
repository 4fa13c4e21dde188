using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class FilesApiTests(ServerWithModel server) : IClassFixture<ServerWithModel>, IAsyncLifetime
{
    private const string Text = "The budget of the harbour is 40,000 euros. It was agreed on in March.";

    private HttpClient _ada = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ada = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Upload_Text_IsAcceptedProcessedListedReadAndDeleted()
    {
        using var answer = await UploadAsync(_ada, "notes.txt", Text);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var stored = await JsonAsync(answer);
        var id = (string)stored["file_id"]!;
        Assert.StartsWith("file-", id, StringComparison.Ordinal);
        Assert.Equal("notes.txt", (string?)stored["name"]);
        Assert.Equal(Text.Length, (int)stored["size"]!);
        Assert.StartsWith("text/plain", (string?)stored["type"], StringComparison.Ordinal);

        await CompletedAsync(id);
        var listed = Assert.Single((await GetAsync("files/list?query=NOTES&kind=text&status=completed"))["files"]!.AsArray());
        Assert.Equal(id, (string?)listed!["file_id"]);
        Assert.Equal(Text, await _ada.GetStringAsync($"/api/v1/files/{id}/content", Cancellation));
        Assert.Equal(Text.Length, (int)(await GetAsync("files/usage"))["used"]!);

        using var deleted = await _ada.DeleteAsync($"/api/v1/files/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await _ada.GetAsync($"/api/v1/files/{id}/content", Cancellation);
        await gone.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        Assert.Empty((await GetAsync("files/list"))["files"]!.AsArray());
    }

    [Fact]
    public async Task Content_Range_IsAnsweredInPart()
    {
        var id = await UploadedAsync("notes.txt", Text);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/files/{id}/content");
        request.Headers.Range = new RangeHeaderValue(4, 9);

        using var part = await _ada.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("budget", await part.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal($"bytes 4-9/{Text.Length}", part.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Content_WhatABrowserMightRun_IsAnAttachmentOfNoType()
    {
        var page = await UploadedAsync("page.html", "<!DOCTYPE html><html><body><script>alert(1)</script><p>Hello</p></body></html>");
        var text = await UploadedAsync("ä notes.txt", Text);

        using var html = await _ada.GetAsync($"/api/v1/files/{page}/content", Cancellation);
        using var plain = await _ada.GetAsync($"/api/v1/files/{text}/content", Cancellation);
        using var download = await _ada.GetAsync($"/api/v1/files/{text}/content?download=true", Cancellation);

        Assert.Equal("application/octet-stream", html.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", html.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(html.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("text/plain", plain.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", plain.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("ä notes.txt", plain.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task Content_Pdf_IsShownInPlaceByAViewerThatItsPolicyAllows()
    {
        var id = await _ada.UploadAsync("report.pdf", PdfDocument.OfText("The budget is 40,000 euros."));

        using var pdf = await _ada.GetAsync($"/api/v1/files/{id}/content", Cancellation);

        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline", pdf.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(pdf.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(pdf.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("object-src 'self'", policy); // Safari's viewer is an object of the answer.
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(policy, directive => directive.StartsWith("sandbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_OfSomebodyElse_AreNotThere()
    {
        var id = await UploadedAsync("notes.txt", Text);
        using var bob = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        using var nobody = server.App.CreateClient();

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, $"files/status/{id}"), (HttpMethod.Get, $"files/{id}/content"), (HttpMethod.Delete, $"files/{id}"),
            (HttpMethod.Post, $"files/{id}/retry"), (HttpMethod.Post, $"files/{id}/cancel"),
        })
        {
            using var foreign = await bob.SendAsync(new HttpRequestMessage(method, $"/api/v1/{path}"), Cancellation);
            await foreign.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
            using var anonymous = await nobody.SendAsync(new HttpRequestMessage(method, $"/api/v1/{path}"), Cancellation);
            await anonymous.IsProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        }

        using var attached = await bob.PostAsJsonAsync("/api/v1/chat", new { message = "What is in it?", file_ids = new[] { id } }, Cancellation);
        await attached.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "no form at all", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("multipart/form-data", "--x--", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n", HttpStatusCode.BadRequest, "file_missing")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ntext\r\n--x--\r\n", HttpStatusCode.BadRequest, "file_missing")]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType, "unsupported_media_type")]
    public async Task Upload_Rubbish_IsRefused(string type, string body, HttpStatusCode status, string code)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await _ada.PostAsync("/api/v1/files/upload", content, Cancellation);

        await answer.IsProblemAsync(status, code);
    }

    [Fact]
    public async Task Upload_FormThatBreaksOff_IsRefusedAndLeavesNothing()
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nsome text that never"));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        using var answer = await _ada.PostAsync("/api/v1/files/upload", content, Cancellation);

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "bad_request");
        Assert.Empty((await GetAsync("files/list"))["files"]!.AsArray());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.App.DataDirectory, "incoming")));
    }

    [Fact]
    public async Task Upload_WithTheCookieAndNoProof_IsRefused()
    {
        using var browser = await server.App.SignInByCookieAsync(await server.App.AddUserAsync());

        using var answer = await UploadAsync(browser, "notes.txt", Text);

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "antiforgery_token_invalid");
    }

    [Fact]
    public async Task Chat_WithFile_GivesTheModelItsText_AndTheHistoryItsName()
    {
        var id = await UploadedAsync("harbour.txt", Text);
        server.Model.Enqueue(ModelScript.Reply("It is 40,000 euros [1]."));

        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = "What is the budget?", file_ids = new[] { id } }).ToListAsync(Cancellation);

        Assert.Contains(Text, server.Model.Requests[^1].Body.RootElement.GetRawText(), StringComparison.Ordinal);
        var history = await GetAsync($"chat/history/{(string)events[0].Body["session_id"]!}");
        Assert.Equal("harbour.txt", (string?)Assert.Single(history["messages"]![0]!["files"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task Chat_TooManyFiles_IsRefusedAndStoresNothing()
    {
        var ids = new List<string>();
        for (var i = 0; i < 11; i++)
        {
            ids.Add(await UploadedAsync($"{i}.txt", $"{Text} {i}"));
        }

        using var answer = await _ada.PostAsJsonAsync("/api/v1/chat", new { message = "All of them?", file_ids = ids }, Cancellation);

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "too_many_files");
        Assert.Empty((await GetAsync("sessions"))["sessions"]!.AsArray());
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string name, string text)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "file", name } };
        return await client.PostAsync("/api/v1/files/upload", form, Cancellation);
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;

    private async Task<string> UploadedAsync(string name, string text)
    {
        using var answer = await UploadAsync(_ada, name, text);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancellation));
        var id = (string)(await JsonAsync(answer))["file_id"]!;
        await CompletedAsync(id);
        return id;
    }

    private Task CompletedAsync(string id) => Eventually.TrueAsync(
        async () => (string?)(await GetAsync($"files/status/{id}"))["status"] == "completed", "the file is processed");

    private async Task<JsonObject> GetAsync(string path) => (await _ada.GetFromJsonAsync<JsonObject>($"/api/v1/{path}", Cancellation))!;
}
