using System.Net.Http.Json;
using System.Text.Json;
using AgentWeb.Core.Models.Endpoints;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>Asks an endpoint for its models by <c>GET /models</c>.</summary>
internal sealed class EndpointModels(EndpointConnection connection) : IModelSource
{
    public string Endpoint => connection.Name;

    public bool IsOptional => false;

    public async Task<IReadOnlyList<ModelDescriptor>> AskAsync(CancellationToken cancellation)
    {
        var address = new Uri($"{connection.BaseUrl.AbsoluteUri.TrimEnd('/')}/models");
        var answer = await connection.Http.GetFromJsonAsync<JsonElement>(address, cancellation);
        return ModelList.Read(answer, connection.Name);
    }
}
