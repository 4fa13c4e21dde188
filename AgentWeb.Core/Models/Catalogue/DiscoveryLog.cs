using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>What the log says about finding models.</summary>
internal static partial class DiscoveryLog
{
    /// <summary>A configured server could not be asked.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "The model server {Endpoint} did not tell its models and will be asked again: {Reason}")]
    public static partial void NotTold(this ILogger logger, string endpoint, string reason);
}
