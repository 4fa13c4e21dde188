namespace AgentWeb.Core.Models.Catalogue;

/// <summary>Models as configuration describes them.</summary>
internal static class ConfiguredModels
{
    /// <summary>The descriptor of a configured model.</summary>
    public static ModelDescriptor Describe(string endpoint, ModelOptions model) => new()
    {
        Key = ModelDescriptor.KeyOf(endpoint, model.Id),
        Id = model.Id,
        Name = string.IsNullOrWhiteSpace(model.Name) ? model.Id : model.Name,
        Endpoint = endpoint,
        ContextWindow = model.ContextWindow,
        Vision = model.Vision,
        Tools = model.Tools,
        Reasoning = model.Reasoning,
        MaxConcurrency = model.MaxConcurrency,
        InputPrice = model.InputPrice,
        OutputPrice = model.OutputPrice,
    };
}
