using System.ComponentModel;

namespace AgentWeb.Core.Models;

/// <summary>Settings under <c>Models:Offline</c>: the built-in assistant.</summary>
public sealed record OfflineOptions
{
    /// <summary>Words a second; 0 is no delay.</summary>
    [Description("Words a second of the built-in assistant; 0 is no delay")]
    public double TokensPerSecond { get; init; } = 60;
}
