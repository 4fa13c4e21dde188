using System.Threading.Channels;
using AgentWeb.Core.Models.Endpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>
/// Asks the servers whose models are not configured, each in its own time: again after some minutes, sooner while it fails. The
/// start of the host waits for none of them.
/// </summary>
internal sealed class ModelDiscovery(
    EndpointConnections connections,
    ModelCatalogue catalogue,
    TimeProvider time,
    ILogger<ModelDiscovery> logger) : BackgroundService
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Wake(object? sender, EventArgs e) => changes.Writer.TryWrite(true);
        connections.Changed += Wake;
        var asking = new Dictionary<EndpointConnection, Asking>();
        try
        {
            do
            {
                await FollowAsync(asking, stoppingToken);
            }
            while (await changes.Reader.ReadAsync(stoppingToken));
        }
        finally
        {
            connections.Changed -= Wake;
            await Task.WhenAll(asking.Values.Select(one => one.EndAsync()));
        }
    }

    /// <summary>Begins with servers that came, and ends with those that went.</summary>
    private async Task FollowAsync(Dictionary<EndpointConnection, Asking> asking, CancellationToken stopping)
    {
        var sources = Sources().ToDictionary(source => source.Connection, source => source.Source);
        foreach (var (connection, gone) in asking.Where(one => !sources.ContainsKey(one.Key)).ToList())
        {
            asking.Remove(connection);
            await gone.EndAsync();
            catalogue.Forget(connection.Name);
        }

        foreach (var (connection, source) in sources.Where(source => !asking.ContainsKey(source.Key)))
        {
            var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            asking[connection] = new(end, KeepAskingAsync(source, end.Token));
        }
    }

    private IEnumerable<(EndpointConnection Connection, IModelSource Source)> Sources()
    {
        foreach (var endpoint in connections.Endpoints.Where(endpoint => endpoint.Models is not { Count: > 0 }))
        {
            if (connections.Find(endpoint.Name) is { } connection)
            {
                yield return (connection, new EndpointModels(connection));
            }
        }

        if (connections.Ollama is { } ollama)
        {
            yield return (ollama, new OllamaModels(ollama));
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

    /// <summary>A server that is being asked.</summary>
    private sealed record Asking(CancellationTokenSource Stop, Task Work)
    {
        public async Task EndAsync()
        {
            await Stop.CancelAsync();
            await Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stop.Dispose();
        }
    }
}
