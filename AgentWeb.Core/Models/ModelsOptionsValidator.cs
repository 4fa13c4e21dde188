using System.Globalization;
using AgentWeb.Core.Models.Managed;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models;

/// <summary>Checks the settings at start and reports everything that is wrong at once, each with its key.</summary>
internal sealed class ModelsOptionsValidator(ManagedModels managed) : IValidateOptions<ModelsOptions>
{
    private static readonly StringComparer Names = StringComparer.OrdinalIgnoreCase;

    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        var failures = new List<string>();
        for (var i = 0; i < options.Endpoints.Count; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{ModelsOptions.Section}:Endpoints:{i}");
            CheckEndpoint(key, options.Endpoints[i], options.Endpoints.Take(i), failures);
        }

        CheckUrl($"{ModelsOptions.Section}:OllamaUrl", options.OllamaUrl, failures);
        CheckDefault(options, failures);
        CheckEmbedding(options, failures);
        if (!double.IsFinite(options.Offline.TokensPerSecond) || options.Offline.TokensPerSecond < 0)
        {
            failures.Add($"{ModelsOptions.Section}:Offline:TokensPerSecond must be 0 (no delay) or more.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    internal static void CheckEndpoint(string key, EndpointOptions endpoint, IEnumerable<EndpointOptions> before, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(endpoint.Name) || endpoint.Name.Contains('/', StringComparison.Ordinal))
        {
            failures.Add($"{key}:Name must be a short name without \"/\", for example \"openai\".");
        }
        else if (Names.Equals(endpoint.Name, OfflineAssistant.Endpoint))
        {
            failures.Add($"{key}:Name must not be \"{OfflineAssistant.Endpoint}\", which is the built-in assistant.");
        }
        else if (before.Any(other => Names.Equals(other.Name, endpoint.Name)))
        {
            failures.Add($"{key}:Name \"{endpoint.Name}\" is used twice; every endpoint needs its own.");
        }

        CheckUrl($"{key}:BaseUrl", endpoint.BaseUrl, failures);
        if (endpoint.ApiKey is { } secret && secret.Any(c => char.IsControl(c) || c > '~'))
        {
            failures.Add($"{key}:ApiKey has characters that no key has, such as a line break.");
        }

        for (var i = 0; i < (endpoint.Models?.Count ?? 0); i++)
        {
            CheckModel(string.Create(CultureInfo.InvariantCulture, $"{key}:Models:{i}"), endpoint.Models![i], endpoint.Models.Take(i), failures);
        }
    }

    private static void CheckModel(string key, ModelOptions model, IEnumerable<ModelOptions> before, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(model.Id))
        {
            failures.Add($"{key}:Id must be the name by which the server knows the model.");
        }
        else if (before.Any(other => string.Equals(other.Id, model.Id, StringComparison.Ordinal)))
        {
            failures.Add($"{key}:Id \"{model.Id}\" is used twice.");
        }

        if (model.ContextWindow < 1)
        {
            failures.Add($"{key}:ContextWindow must be at least 1 (tokens).");
        }

        if (model.MaxConcurrency < 1)
        {
            failures.Add($"{key}:MaxConcurrency must be at least 1, or left out for no limit.");
        }

        if (model.InputPrice < 0)
        {
            failures.Add($"{key}:InputPrice must not be negative.");
        }

        if (model.OutputPrice < 0)
        {
            failures.Add($"{key}:OutputPrice must not be negative.");
        }
    }

    private static void CheckUrl(string key, string? url, List<string> failures)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            failures.Add($"{key} must be an address that begins with http:// or https://, for example \"https://api.openai.com/v1\".");
        }
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            failures.Add($"{key} must have neither a query nor a user name.");
        }
    }

    private void CheckDefault(ModelsOptions options, List<string> failures)
    {
        if (string.IsNullOrEmpty(options.Default) || options.Default == OfflineAssistant.Key)
        {
            return;
        }

        var slash = options.Default.IndexOf('/', StringComparison.Ordinal);
        var endpointName = slash > 0 ? options.Default[..slash] : "";
        var endpoint = options.Endpoints.Concat(managed.Endpoints).FirstOrDefault(e => string.Equals(e.Name, endpointName, StringComparison.Ordinal));
        var known = endpoint is null
            ? options.DiscoverOllama && endpointName == Catalogue.OllamaModels.Name && slash < options.Default.Length - 1
            : endpoint.Models is not { Count: > 0 } listed || listed.Any(model => options.Default[(slash + 1)..] == model.Id);
        if (!known)
        {
            failures.Add(
                $"{ModelsOptions.Section}:Default \"{options.Default}\" is no model of a configured endpoint; write \"endpoint name/model id\" or leave it out.");
        }
    }

    /// <summary>The endpoint's list of models does not matter: it has those that chat.</summary>
    private void CheckEmbedding(ModelsOptions options, List<string> failures)
    {
        if (string.IsNullOrEmpty(options.Embedding))
        {
            return;
        }

        var (endpoint, model) = EmbeddingModel.Split(options.Embedding);
        var known = options.Endpoints.Concat(managed.Endpoints).Any(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal))
            || (options.DiscoverOllama && endpoint == Catalogue.OllamaModels.Name);
        if (!known || model.Length == 0)
        {
            failures.Add(
                $"{ModelsOptions.Section}:Embedding \"{options.Embedding}\" names no configured endpoint; write \"endpoint name/model id\" or leave it out.");
        }
    }
}
