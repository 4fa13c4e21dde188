using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace AgentWeb.E2E.Faults;

/// <summary>Reads the events of a run from an answer of the API.</summary>
internal static class EventStream
{
    private const string Data = "data: ";

    /// <summary>The events, as they come.</summary>
    public static async IAsyncEnumerable<JsonObject> ReadAsync(
        HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                yield return JsonNode.Parse(line[Data.Length..])!.AsObject();
            }
        }
    }
}
