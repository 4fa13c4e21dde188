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

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly byte[] Pdf = LongPdf();

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
        using var body = new ByteArrayContent(content);
        using var form = new MultipartFormDataContent { { body, "file", name } };
        using var answer = await person.Http.PostAsync("api/v1/files/upload", form);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until no file is in work any more.</summary>
    public static async Task ProcessedAsync(ApiUser person, CancellationToken cancellationToken = default)
    {
        while (await InWorkAsync(person) > 0)
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Uploads 25 MB of text and a long PDF, again and again as soon as they are processed.</summary>
    /// <returns>How many pairs were processed; what was begun at the end is thrown away.</returns>
    public static async Task<double> KeepBusyAsync(ApiUser person, CancellationToken cancellationToken)
    {
        var (done, text) = (0, Text(25));
        try
        {
            while (true)
            {
                text[done] ^= 1; // Another file each time.
                await UploadAsync(person, text, "text.txt");
                await UploadAsync(person, Pdf, "manual.pdf");
                await ProcessedAsync(person, cancellationToken);
                done++;
            }
        }
        catch (OperationCanceledException)
        {
            return done + (await ThrowAwayAsync(person) / 2);
        }
    }

    /// <summary>Deletes everything.</summary>
    /// <returns>How much of what was in work had been processed.</returns>
    private static async Task<double> ThrowAwayAsync(ApiUser person)
    {
        var begun = 0.0;
        foreach (var file in await ListAsync(person, "limit=200"))
        {
            begun += (string?)file!["status"] == "completed" ? 0 : (double)file["progress"]!;
            using var deleted = await person.Http.DeleteAsync($"api/v1/files/{(string)file["file_id"]!}");
            deleted.EnsureSuccessStatusCode();
        }

        return begun;
    }

    private static async Task<int> InWorkAsync(ApiUser person) =>
        (await ListAsync(person, "status=pending")).Count + (await ListAsync(person, "status=processing")).Count;

    private static async Task<JsonArray> ListAsync(ApiUser person, string query) =>
        (await person.Http.GetFromJsonAsync<JsonObject>($"api/v1/files/list?{query}"))!["files"]!.AsArray();

    private static byte[] LongPdf() =>
        PdfDocument.OfText(Enumerable.Range(1, Pages).Select(page => $"# Page {page}\n\n{Lines(string.Concat(GeneratedText.Tokens(ContentKind.Paragraph, 400)))}"));

    /// <summary>In lines as long as a page takes.</summary>
    private static string Lines(string text) => string.Join('\n', text.Chunk(85).Select(line => new string(line).Trim()).Take(45));
}
