namespace AgentWeb.Core.Files;

/// <summary>An upload broke off: its sender went, or what it sent is no form to the end.</summary>
public sealed class UnreadableUploadException : IOException
{
    /// <summary>Makes one.</summary>
    public UnreadableUploadException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public UnreadableUploadException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what it came from.</summary>
    public UnreadableUploadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
