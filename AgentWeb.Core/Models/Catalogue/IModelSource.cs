namespace AgentWeb.Core.Models.Catalogue;

/// <summary>A server that can be asked for its models.</summary>
internal interface IModelSource
{
    /// <summary>Name of the endpoint whose models these are.</summary>
    string Endpoint { get; }

    /// <summary>Whether the server is only looked for, so that its absence is nothing to report and takes its models away.</summary>
    bool IsOptional { get; }

    /// <summary>Its chat models now.</summary>
    /// <exception cref="HttpRequestException">It cannot be reached or refuses.</exception>
    /// <exception cref="System.Text.Json.JsonException">It answers something else.</exception>
    Task<IReadOnlyList<ModelDescriptor>> AskAsync(CancellationToken cancellation);
}
