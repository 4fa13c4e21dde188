using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files;

/// <summary>A file cannot be read any further, for a reason that its owner can be told. It never leaves this folder's use cases.</summary>
/// <param name="error">What they are told.</param>
public sealed class FileRefusedException(Error error) : Exception(error.Message)
{
    /// <summary>What the owner is told.</summary>
    public Error Error { get; } = error;
}
