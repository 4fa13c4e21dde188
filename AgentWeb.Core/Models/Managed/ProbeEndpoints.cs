using AgentWeb.Core.Models.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Whether a model server answered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Answers">Whether something answered, whatever it said.</param>
public sealed record EndpointProbe(string Name, bool Answers);

/// <summary>Knocks at every model server, without asking a model anything.</summary>
public sealed class ProbeEndpoints(IServiceProvider services)
{
    private readonly Lazy<EndpointConnections> _connections = new(services.GetRequiredService<EndpointConnections>);

    /// <summary>Knocks; one that does not answer until it is cancelled does not answer.</summary>
    public async Task<IReadOnlyList<EndpointProbe>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_connections.Value.Endpoints.Select(endpoint => KnockAsync(endpoint, cancellationToken)));

    private async Task<EndpointProbe> KnockAsync(EndpointOptions endpoint, CancellationToken cancellationToken)
    {
        if (_connections.Value.Find(endpoint.Name) is not { } connection)
        {
            return new(endpoint.Name, Answers: false);
        }

        try
        {
            var address = new Uri($"{connection.BaseUrl.AbsoluteUri.TrimEnd('/')}/models");
            using var answer = await connection.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new(endpoint.Name, (int)answer.StatusCode < 500);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new(endpoint.Name, Answers: false);
        }
    }
}
