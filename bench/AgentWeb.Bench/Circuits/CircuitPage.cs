using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentWeb.Bench.Circuits;

/// <summary>What a page tells blazor.web.js in its comments: which components the circuit renders, and their state.</summary>
/// <param name="Operations">JSON of the operations that add the components.</param>
/// <param name="State">Protected state of the application; empty where there is none.</param>
internal sealed partial record CircuitPage(string Operations, string State)
{
    /// <summary>Reads a page.</summary>
    public static CircuitPage Read(string html)
    {
        var operations = new JsonArray();
        foreach (Match marker in Markers().Matches(html))
        {
            operations.Add((JsonNode)new JsonObject
            {
                ["type"] = "add",
                ["ssrComponentId"] = operations.Count + 1,
                ["marker"] = JsonNode.Parse(marker.Groups["json"].Value),
            });
        }

        return operations.Count > 0
            ? new(new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), ServerState().Match(html).Groups["state"].Value)
            : throw new InvalidOperationException("The page has no interactive component: not signed in?");
    }

    [GeneratedRegex(@"<!--Blazor:(?<json>\{.*?\})-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^>]*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerState();
}
