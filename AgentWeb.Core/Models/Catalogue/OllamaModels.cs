using System.Net.Http.Json;
using System.Text.Json;
using AgentWeb.Core.Models.Endpoints;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>Asks an Ollama for its models by its own protocol, which tells more than the one it shares with OpenAI.</summary>
internal sealed class OllamaModels(EndpointConnection connection) : IModelSource
{
    /// <summary>Name of the endpoint of an Ollama that was found, not configured.</summary>
    public const string Name = "ollama";

    string IModelSource.Endpoint => connection.Name;

    public bool IsOptional => true;

    public async Task<IReadOnlyList<ModelDescriptor>> AskAsync(CancellationToken cancellation)
    {
        var tags = await connection.Http.GetFromJsonAsync<JsonElement>(Address("/api/tags"), cancellation);
        var running = await RunningWindowsAsync(cancellation);
        var models = new List<ModelDescriptor>();
        foreach (var name in OllamaDetails.Names(tags))
        {
            using var answer = await connection.Http.PostAsJsonAsync(Address("/api/show"), new { model = name }, cancellation);
            var details = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation) : default;
            if (OllamaDetails.Read(name, details, running.GetValueOrDefault(name)) is { } model)
            {
                models.Add(model);
            }
        }

        return models;
    }

    private async Task<Dictionary<string, int>> RunningWindowsAsync(CancellationToken cancellation)
    {
        using var answer = await connection.Http.GetAsync(Address("/api/ps"), cancellation);
        return answer.IsSuccessStatusCode
            ? OllamaDetails.RunningWindows(await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation))
            : [];
    }

    private Uri Address(string path) => new(connection.BaseUrl, path);
}
