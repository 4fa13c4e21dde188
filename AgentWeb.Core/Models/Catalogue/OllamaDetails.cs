using System.Globalization;
using System.Text.Json;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>Reads what Ollama tells of its models.</summary>
internal static class OllamaDetails
{
    /// <summary>The names in the answer of <c>/api/tags</c>.</summary>
    /// <exception cref="JsonException">It is not Ollama's.</exception>
    public static IEnumerable<string> Names(JsonElement tags) =>
        (Array(tags, "models") ?? throw new JsonException("The answer has no models.")).Select(model => Text(model, "name")).OfType<string>();

    /// <summary>The context windows of loaded models by name, from the answer of <c>/api/ps</c>.</summary>
    public static Dictionary<string, int> RunningWindows(JsonElement running)
    {
        var windows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var model in Array(running, "models") ?? [])
        {
            if (Text(model, "name") is { } name && Number(model, "context_length") is { } window)
            {
                windows[name] = window;
            }
        }

        return windows;
    }

    /// <summary>The model as <c>/api/show</c> describes it; null when it cannot chat.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="details">The answer; nothing is assumed of a model without one.</param>
    /// <param name="runningWindow">The window it is loaded with, which is what counts; 0 when it is not loaded.</param>
    public static ModelDescriptor? Read(string name, JsonElement details, int runningWindow)
    {
        var abilities = Array(details, "capabilities")?.Select(ability => ability.ToString()).ToHashSet(StringComparer.Ordinal);
        if (abilities?.Contains("completion") == false)
        {
            return null;
        }

        return new ModelDescriptor
        {
            Key = ModelDescriptor.KeyOf(OllamaModels.Name, name),
            Id = name,
            Name = name,
            Endpoint = OllamaModels.Name,
            ContextWindow = runningWindow > 0 ? runningWindow : ConfiguredWindow(details) ?? TrainedWindow(details) ?? ModelDescriptor.AssumedContextWindow,
            Vision = abilities?.Contains("vision") == true,
            Tools = abilities?.Contains("tools") == true,
            Reasoning = abilities?.Contains("thinking") == true,
        };
    }

    /// <summary>From the model file's parameters, lines such as <c>num_ctx   16384</c>.</summary>
    private static int? ConfiguredWindow(JsonElement details) => Text(details, "parameters")?
        .Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("num_ctx", StringComparison.Ordinal))
        .Select(line => int.TryParse(line["num_ctx".Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var window) ? window : (int?)null)
        .FirstOrDefault();

    /// <summary>From the weights, under a name that begins with the architecture: <c>llama.context_length</c>.</summary>
    private static int? TrainedWindow(JsonElement details)
    {
        if (details.ValueKind != JsonValueKind.Object || !details.TryGetProperty("model_info", out var info) || info.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return info.EnumerateObject()
            .Where(property => property.Name.EndsWith(".context_length", StringComparison.Ordinal))
            .Select(property => property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var window) ? window : (int?)null)
            .FirstOrDefault();
    }

    private static IEnumerable<JsonElement>? Array(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : null;

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;
}
