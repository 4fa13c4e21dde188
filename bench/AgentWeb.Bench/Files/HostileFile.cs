namespace AgentWeb.Bench.Files;

/// <summary>A file that is made to harm, or broken.</summary>
/// <param name="What">What is wrong with it.</param>
/// <param name="Name">The name it is sent with.</param>
/// <param name="Code">Code of the error that it has to end in; null for one that is harmless and has to be read.</param>
/// <param name="Make">Makes its content.</param>
internal sealed record HostileFile(string What, string Name, string? Code, Func<byte[]> Make)
{
    /// <summary>The name it is kept under when it is harmless.</summary>
    public string KeptName { get; init; } = Name;
}
