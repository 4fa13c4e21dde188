using AgentWeb.Core.Data;
using AgentWeb.Core.Models.Catalogue;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Managed;

/// <summary>What came of a test.</summary>
/// <param name="Models">The models that the server told, or that are described; empty when it told none.</param>
/// <param name="Asked">The model that was asked.</param>
/// <param name="ListedIn">How long the list of models took; null where they are described.</param>
/// <param name="AnsweredIn">How long one token of that model took; null when none came.</param>
/// <param name="ErrorCode">Stable code of what went wrong; null when nothing did.</param>
/// <param name="Error">A sentence about it.</param>
public sealed record EndpointTest(
    IReadOnlyList<string> Models, string? Asked, TimeSpan? ListedIn, TimeSpan? AnsweredIn, string? ErrorCode, string? Error);

/// <summary>Tests a model server with real requests: its list of models, and one token of one of them.</summary>
public sealed class TestEndpoint(
    IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<ModelsOptions> options, EndpointSecrets secrets, TimeProvider time, ILogger<TestEndpoint> logger)
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ListWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60); // A cold local model loads.

    /// <summary>Tests one as it is described, whether it is stored or not.</summary>
    /// <param name="input">The description.</param>
    /// <param name="id">The stored server whose key counts where the description has none, as long as the address is still that server's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Result<EndpointTest>> RunAsync(EndpointInput input, Guid? id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = id is null ? null : await db.ManagedEndpoints.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken);
        var key = input.ApiKey ?? (stored is not null && EndpointSecrets.IsSameServer(stored.BaseUrl, input.BaseUrl) ? secrets.Reveal(stored.ProtectedApiKey) : null);
        var described = input.ToOptions(key) with { Name = stored?.Name ?? input.Name ?? "test" };
        var failures = new List<string>();
        ModelsOptionsValidator.CheckEndpoint("Server", described, [], failures);
        return failures.Count > 0
            ? new Error("endpoint_invalid", string.Join(' ', failures.Select(failure => failure.Replace("Server:", "", StringComparison.Ordinal))))
            : await TestAsync(described, cancellationToken);
    }

    /// <summary>Tests one of the configured or added ones by its name.</summary>
    public async Task<Result<EndpointTest>> RunAsync(string name, CancellationToken cancellationToken)
    {
        if (options.CurrentValue.Endpoints.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal)) is { } configured)
        {
            return await TestAsync(configured, cancellationToken);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ManagedEndpoints.AsNoTracking().FirstOrDefaultAsync(e => e.Name == name, cancellationToken) is { } stored
            ? await TestAsync(LoadManagedModels.OptionsOf(stored, secrets.Reveal(stored.ProtectedApiKey)), cancellationToken)
            : Error.NotFound("model server");
    }

    private async Task<EndpointTest> TestAsync(EndpointOptions endpoint, CancellationToken cancellationToken)
    {
        using var connection = new EndpointConnection(endpoint.Name, new Uri(endpoint.BaseUrl), endpoint.ApiKey, ConnectWithin);
        IReadOnlyList<string> models = [.. (endpoint.Models ?? []).Select(model => model.Id)];
        TimeSpan? listedIn = null;
        string? asked = null;
        try
        {
            if (models.Count == 0)
            {
                var began = time.GetTimestamp();
                models = await ListAsync(connection, cancellationToken);
                listedIn = time.GetElapsedTime(began);
            }

            asked = models.FirstOrDefault();
            return asked is null
                ? new(models, asked, listedIn, AnsweredIn: null, ModelErrorCode.ModelNotFound.Value, "The server answers, but has no model that can chat.")
                : new(models, asked, listedIn, await AskAsync(connection, asked, cancellationToken), ErrorCode: null, Error: null);
        }
        catch (ModelException failure)
        {
            return new(models, asked, listedIn, AnsweredIn: null, failure.Code.Value, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(models, asked, listedIn, AnsweredIn: null, ModelErrorCode.Timeout.Value, "The server did not answer in time.");
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(EndpointConnection connection, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ListWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return [.. (await new EndpointModels(connection).AskAsync(either.Token)).Select(model => model.Id)];
        }
        catch (HttpRequestException failure)
        {
            throw new ModelException(
                failure.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden ? ModelErrorCode.Authentication
                    : failure.StatusCode is null ? ModelErrorCode.Network : ModelErrorCode.BadResponse,
                failure.StatusCode is { } status
                    ? $"The server answered its list of models with status {(int)status}. Check the address, which ends with the version, and the key."
                    : "The server cannot be reached. Check the address, and whether the server runs.");
        }
        catch (System.Text.Json.JsonException)
        {
            throw new ModelException(ModelErrorCode.BadResponse, "What answers there is no model server. Check the address, which ends with the version.");
        }
    }

    private async Task<TimeSpan> AskAsync(EndpointConnection connection, string model, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = new OpenAICompatibleChatClient(connection, model, logger, time);
        var began = time.GetTimestamp();
        await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "Say yes.")], new() { MaxOutputTokens = 1 }, either.Token))
        {
            break;
        }

        return time.GetElapsedTime(began);
    }
}
