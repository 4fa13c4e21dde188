namespace AgentWeb.Core.Data.Entities;

/// <summary>Where a message stands. <c>sending</c> exists only in the browser.</summary>
public enum MessageStatus
{
    /// <summary>Waits in the queue.</summary>
    Queued,

    /// <summary>Picked; the model has not said anything yet.</summary>
    Processing,

    /// <summary>Text is arriving.</summary>
    Streaming,

    /// <summary>The model ended it by itself.</summary>
    Complete,

    /// <summary>A person ended it.</summary>
    Stopped,

    /// <summary>It broke off; the text so far is kept.</summary>
    Interrupted,

    /// <summary>It failed before there was text.</summary>
    Error,
}
