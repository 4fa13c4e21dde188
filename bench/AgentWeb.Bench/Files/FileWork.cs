using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Files;

/// <summary>Files that are uploaded, and waited for.</summary>
internal static class FileWork
{
    private const int Pages = 500;

    /// <summary>Looking is work, too: twenty requests a second for it made tokens later than the files did. Pages are told and do not look.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly byte[] Pdf = LongPdf();
    private static readonly byte[] Megabytes = Text(25);
    private static int _texts;

    /// <summary>Readable text of so many megabytes, in lines.</summary>
    public static byte[] Text(int megabytes)
    {
        var paragraph = System.Text.Encoding.UTF8.GetBytes(string.Concat(GeneratedText.Tokens(ContentKind.Paragraph, 200)).Trim() + "\n\n");
        var text = new byte[megabytes * 1024 * 1024];
        for (var at = 0; at < text.Length; at += paragraph.Length)
        {
            paragraph.AsSpan(0, Math.Min(paragraph.Length, text.Length - at)).CopyTo(text.AsSpan(at));
        }

        return text;
    }

    /// <summary>Uploads a file.</summary>
    public static async Task UploadAsync(ApiUser person, byte[] content, string name)
    {
        using var answer = await SendAsync(person, content, name);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Uploads a file that may be refused.</summary>
    /// <returns>What the server answers.</returns>
    public static async Task<HttpResponseMessage> SendAsync(ApiUser person, byte[] content, string name)
    {
        using var body = new ByteArrayContent(content);
        using var form = new MultipartFormDataContent { { body, "file", name } };
        return await person.Http.PostAsync("api/v1/files/upload", form);
    }

    /// <summary>Waits until no file is in work any more.</summary>
    public static async Task ProcessedAsync(ApiUser person, CancellationToken cancellationToken = default)
    {
        while (await AnyInWorkAsync(person))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Uploads 25 MB of text that nobody has yet.</summary>
    public static Task UploadTextAsync(ApiUser person)
    {
        BitConverter.TryWriteBytes(Megabytes, Interlocked.Increment(ref _texts) + 0x21212121); // Some printable characters: other bytes each time.
        return UploadAsync(person, Megabytes, "text.txt");
    }

    /// <summary>Uploads a PDF of 500 pages.</summary>
    public static Task UploadPdfAsync(ApiUser person) => UploadAsync(person, Pdf, "manual.pdf");

    /// <summary>Deletes everything, finished or not.</summary>
    public static async Task DeleteAllAsync(ApiUser person)
    {
        foreach (var file in await ListAsync(person, "limit=200"))
        {
            using var deleted = await person.Http.DeleteAsync($"api/v1/files/{(string)file!["file_id"]!}");
            deleted.EnsureSuccessStatusCode();
        }
    }

    private static async Task<bool> AnyInWorkAsync(ApiUser person) =>
        (await ListAsync(person, "limit=200")).Any(file => (string?)file!["status"] is "pending" or "processing");

    private static async Task<JsonArray> ListAsync(ApiUser person, string query) =>
        (await person.Http.GetFromJsonAsync<JsonObject>($"api/v1/files/list?{query}"))!["files"]!.AsArray();

    private static byte[] LongPdf() =>
        PdfDocument.OfText(Enumerable.Range(1, Pages).Select(page => $"# Page {page}\n\n{Lines(string.Concat(GeneratedText.Tokens(ContentKind.Paragraph, 400)))}"));

    /// <summary>In lines as long as a page takes.</summary>
    private static string Lines(string text) => string.Join('\n', text.Chunk(85).Select(line => new string(line).Trim()).Take(45));
}
