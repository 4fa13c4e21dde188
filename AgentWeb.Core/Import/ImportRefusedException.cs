using AgentWeb.Core.Results;

namespace AgentWeb.Core.Import;

/// <summary>
/// Something in a file that cannot be taken over. Readers are deep in a structure when they meet it; <see cref="ReadConversation"/> and
/// <see cref="ImportFile"/> make an <see cref="Results.Error"/> of it before anybody else sees it.
/// </summary>
internal sealed class ImportRefusedException(string code, string message) : Exception(message)
{
    /// <summary>What is told.</summary>
    public Error Error { get; } = new(code, message);
}
