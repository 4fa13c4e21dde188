using AgentWeb.Core.Models.Endpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>
/// Asks the servers whose models are not configured, each in its own time: again after some minutes, sooner while it fails. The
/// start of the host waits for none of them.
/// </summary>
internal sealed class ModelDiscovery(
    IOptions<ModelsOptions> options,
    EndpointConnections connections,
    ModelCatalogue catalogue,
    TimeProvider time,
    ILogger<ModelDiscovery> logger) : BackgroundService
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Sources().Select(source => KeepAskingAsync(source, stoppingToken)));

    private IEnumerable<IModelSource> Sources()
    {
        foreach (var endpoint in options.Value.Endpoints.Where(endpoint => endpoint.Models is not { Count: > 0 }))
        {
            yield return new EndpointModels(connections.Find(endpoint.Name)!);
        }

        if (connections.Ollama is { } ollama)
        {
            yield return new OllamaModels(ollama);
        }
    }

    private async Task KeepAskingAsync(IModelSource source, CancellationToken stopping)
    {
        var retry = FirstRetry;
        while (!stopping.IsCancellationRequested)
        {
            var told = await AskAsync(source, stopping);
            var pause = told ? RefreshEvery : retry;
            retry = told ? FirstRetry : TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, LongestRetry.Ticks));
            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AskAsync(IModelSource source, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(AnswerWithin);
        try
        {
            catalogue.Replace(source.Endpoint, await source.AskAsync(limit.Token));
            return true;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // Whatever a server answers, the host goes on, and the server is asked again.
            if (source.IsOptional)
            {
                catalogue.Replace(source.Endpoint, []);
            }
            else
            {
                logger.NotTold(source.Endpoint, exception.Message);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
