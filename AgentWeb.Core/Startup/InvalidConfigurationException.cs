namespace AgentWeb.Core.Startup;

/// <summary>
/// The configuration is wrong and the server cannot start. The message names the key and what it must be, and is shown to the
/// operator as it stands, without a stack trace.
/// </summary>
public sealed class InvalidConfigurationException : InvalidOperationException
{
    /// <summary>Makes one with a message that names the key.</summary>
    public InvalidConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message that names the key, and what it came from.</summary>
    public InvalidConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one without a message.</summary>
    public InvalidConfigurationException()
    {
    }
}
