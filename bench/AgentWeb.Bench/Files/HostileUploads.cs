using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Files;

/// <summary>How long hostile files take until they end, one after the other, and whether each ends in the error that is its own.</summary>
internal static class HostileUploads
{
    private const double SecondsBar = 10;

    /// <summary>Nothing else is measured meanwhile that looking could disturb.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What has not ended by then is left alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Measures and adds the figures.</summary>
    public static async Task MeasureAsync(ApiUser person, FigureTable figures)
    {
        var ends = new List<HostileEnd>();
        foreach (var file in HostileFiles.All)
        {
            var end = await UploadAsync(person, file);
            Console.WriteLine(end.Describe());
            ends.Add(end);
            await FileWork.DeleteAllAsync(person); // The next one has the server to itself, even if this one has not ended.
        }

        var (harmful, harmless) = (ends.Count(end => end.IsHarmful), ends.Count(end => !end.IsHarmful));
        figures.Add($"{ends.Count} hostile files, longest until the end of one", ends.Max(end => end.Took.TotalSeconds), null, null, SecondsBar, "s");
        figures.Add($"{harmful} hostile files, without an error of their own", ends.Count(end => end.IsHarmful && !end.IsRight), null, null, 0, "");
        figures.Add($"{harmless} harmless ones (names kept as plain text, open tag), not read", ends.Count(end => !end.IsHarmful && !end.IsRight), null, null, 0, "");
    }

    private static async Task<HostileEnd> UploadAsync(ApiUser person, HostileFile file)
    {
        var content = file.Make();
        var began = Stopwatch.GetTimestamp();
        using var answer = await FileWork.SendAsync(person, content, file.Name);
        if (!answer.IsSuccessStatusCode)
        {
            var took = Stopwatch.GetElapsedTime(began);
            return new(file, content.Length, took, FormattableString.Invariant($"refused ({(int)answer.StatusCode})"), Name: null, await CodeAsync(answer));
        }

        var stored = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var now = await EndAsync(person, (string)stored["file_id"]!, began);
        return new(file, content.Length, Stopwatch.GetElapsedTime(began), (string)now["status"]!, (string?)stored["name"], (string?)now["error"]?["code"]);
    }

    /// <summary>Waits until a file has ended, or for as long as there is patience.</summary>
    private static async Task<JsonObject> EndAsync(ApiUser person, string fileId, long began)
    {
        while (true)
        {
            var now = (await person.Http.GetFromJsonAsync<JsonObject>($"api/v1/files/status/{fileId}"))!;
            if ((string?)now["status"] is not ("pending" or "processing") || Stopwatch.GetElapsedTime(began) > Patience)
            {
                return now;
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>The code of a refusal; null when the server did not explain itself.</summary>
    private static async Task<string?> CodeAsync(HttpResponseMessage refusal) =>
        refusal.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (string?)(await refusal.Content.ReadFromJsonAsync<JsonObject>())?["code"]
            : null;
}
