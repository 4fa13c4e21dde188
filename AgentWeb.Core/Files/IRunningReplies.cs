namespace AgentWeb.Core.Files;

/// <summary>The replies that this process writes: files make room for them, and not for what is written in the background, which nobody waits for.</summary>
public interface IRunningReplies
{
    /// <summary>Whether there are any. Asked often: the answer costs nothing that grows with them.</summary>
    bool Any { get; }
}
