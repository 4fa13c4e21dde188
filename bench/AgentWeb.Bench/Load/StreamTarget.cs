namespace AgentWeb.Bench.Load;

/// <summary>A server between many clients and one model, whatever it does for it.</summary>
/// <param name="textProperty">The JSON member of its events that holds new text.</param>
internal abstract class StreamTarget(string textProperty) : IAsyncDisposable
{
    /// <summary>The JSON member of its events that holds new text.</summary>
    public string TextProperty { get; } = textProperty;

    /// <summary>Processor time that its process has used.</summary>
    public abstract TimeSpan ProcessorTime { get; }

    /// <summary>Asks, and returns once the answer begins.</summary>
    /// <param name="question">Last message of the request that reaches the model.</param>
    public abstract Task<HttpResponseMessage> AskAsync(string question);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
