using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentWeb.Tests.Fakes;

/// <summary>Uploading over the API.</summary>
public static class UploadExtensions
{
    /// <summary>Uploads, and expects it to be taken.</summary>
    /// <returns>The file's public identifier.</returns>
    public static Task<string> UploadAsync(this HttpClient client, string name, string content) => client.UploadAsync(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Uploads, and expects it to be taken.</summary>
    /// <returns>The file's public identifier.</returns>
    public static async Task<string> UploadAsync(this HttpClient client, string name, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        using var form = new MultipartFormDataContent { { body, "file", name } };
        using var answer = await client.PostAsync("/api/v1/files/upload", form, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var files = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return (string)(files!["file_id"] ?? files["files"]![0]!["file_id"])!;
    }
}
