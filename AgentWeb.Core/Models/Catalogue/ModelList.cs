using System.Text.Json;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>
/// Reads the answer of <c>/models</c>. The protocol has only ids; servers add what they know under names of their own: vLLM
/// <c>max_model_len</c>, llama.cpp <c>meta.n_ctx</c>, OpenRouter <c>context_length</c>, <c>architecture</c> and
/// <c>supported_parameters</c>, Mistral <c>max_context_length</c> and <c>capabilities</c>.
/// </summary>
internal static class ModelList
{
    private static readonly string[] WindowNames =
        ["context_length", "max_model_len", "max_context_length", "context_window", "n_ctx", "n_ctx_train"];

    // A model that cannot chat is no choice; the protocol does not tell, its name does.
    private static readonly string[] OtherKinds =
        ["embed", "rerank", "whisper", "tts-", "-tts", "dall-e", "moderation", "transcribe", "gpt-image", "sora-"];

    /// <summary>The chat models in <paramref name="answer"/>, in its order and each once.</summary>
    /// <exception cref="JsonException">It is no list of models.</exception>
    public static IReadOnlyList<ModelDescriptor> Read(JsonElement answer, string endpoint)
    {
        var list = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("data", out var data) ? data : answer;
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The answer is no list of models.");
        }

        return [.. list.EnumerateArray().Select(item => ReadModel(item, endpoint)).OfType<ModelDescriptor>().DistinctBy(model => model.Key)];
    }

    private static ModelDescriptor? ReadModel(JsonElement item, string endpoint)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "id") is not { Length: > 0 } id
            || OtherKinds.Any(kind => id.Contains(kind, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return new ModelDescriptor
        {
            Key = ModelDescriptor.KeyOf(endpoint, id),
            Id = id,
            Name = Text(item, "name") is { Length: > 0 } name ? name : id,
            Endpoint = endpoint,
            ContextWindow = Window(item) ?? (Child(item, "meta") is { } meta ? Window(meta) : null) ?? ModelDescriptor.AssumedContextWindow,
            Vision = Has(Child(item, "architecture"), "input_modalities", "image") || IsTrue(Child(item, "capabilities"), "vision"),
            Tools = Has(item, "supported_parameters", "tools") || IsTrue(Child(item, "capabilities"), "function_calling"),
            Reasoning = Has(item, "supported_parameters", "reasoning") || IsTrue(Child(item, "capabilities"), "reasoning"),
        };
    }

    private static int? Window(JsonElement item)
    {
        foreach (var name in WindowNames)
        {
            if (item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var window) && window > 0)
            {
                return window;
            }
        }

        return null;
    }

    private static JsonElement? Child(JsonElement item, string name) =>
        item.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTrue(JsonElement? item, string name) =>
        item is { } element && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool Has(JsonElement? item, string name, string member) =>
        item is { } element && element.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
        && values.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.String && value.ValueEquals(member));
}
