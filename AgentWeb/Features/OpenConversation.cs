namespace AgentWeb.Features;

/// <summary>
/// The conversation that a page shows, for what stands beside the chat. One for each circuit, used on the circuit's own thread. (The
/// address does not tell: it follows a first message in the browser alone.)
/// </summary>
internal sealed class OpenConversation
{
    /// <summary>Raised when another one is shown.</summary>
    public event EventHandler? Changed;

    /// <summary>The conversation; null while there is none yet.</summary>
    public Guid? Id { get; private set; }

    /// <summary>Says which one is shown.</summary>
    public void Show(Guid? id)
    {
        if (Id != id)
        {
            Id = id;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
