namespace AgentWeb.Core.Data.Entities;

/// <summary>Where the processing of a file stands.</summary>
public enum FileStatus
{
    /// <summary>Stored; waits to be processed.</summary>
    Pending,

    /// <summary>Text is taken out of it, by whoever holds its lease.</summary>
    Processing,

    /// <summary>Ready to be asked about.</summary>
    Completed,

    /// <summary>It could not be processed; the file says why and can be tried again.</summary>
    Failed,

    /// <summary>A person ended its processing; it can be tried again.</summary>
    Cancelled,
}
