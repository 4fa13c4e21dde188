using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Models.Managed;

/// <summary>A model server as an administrator describes it.</summary>
/// <param name="Name">Short unique name; the first part of its models' keys. It cannot be changed later, since conversations know it.</param>
/// <param name="BaseUrl">Address up to and with the version. An administrator's decision: private addresses are allowed.</param>
/// <param name="ApiKey">Its key; null keeps the one that is stored, as long as the address leads to the same server; empty takes it away.</param>
/// <param name="Enabled">Whether it is asked at all.</param>
/// <param name="Models">Its models; none asks the server.</param>
public sealed record EndpointInput(string? Name, string? BaseUrl, string? ApiKey = null, bool Enabled = true, IReadOnlyList<ManagedModel>? Models = null)
{
    /// <summary>As configuration would describe it, with a key.</summary>
    internal EndpointOptions ToOptions(string? apiKey) => LoadManagedModels.OptionsOf(
        new() { Name = Name?.Trim() ?? "", BaseUrl = BaseUrl?.Trim() ?? "", Models = [.. Models ?? []] }, apiKey);
}
