using System.ClientModel.Primitives;
using System.Net;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Sends the OpenAI client's requests over the endpoint's connections, by HTTP/2 where the server offers it over TLS.</summary>
internal sealed class ModelTransport(HttpClient http) : HttpClientPipelineTransport(http)
{
    protected override void OnSendingRequest(PipelineMessage message, HttpRequestMessage httpRequest)
    {
        httpRequest.Version = HttpVersion.Version20;
        httpRequest.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
    }
}
