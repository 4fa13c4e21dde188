using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models;

/// <summary>Gives the client that talks to a model.</summary>
public interface IChatClients
{
    /// <summary>
    /// The client of <paramref name="model"/>. It belongs to this service, is safe for concurrent use and must not be disposed. Its
    /// failures are <see cref="ModelException"/>, cancellation is <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <exception cref="ModelException">The endpoint of the model is not configured any more.</exception>
    IChatClient For(ModelDescriptor model);
}
