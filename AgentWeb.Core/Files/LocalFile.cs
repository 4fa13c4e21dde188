namespace AgentWeb.Core.Files;

/// <summary>Files on this machine that hold what was uploaded.</summary>
internal static class LocalFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Opens one to be read, by as many as like.</summary>
    public static FileStream OpenRead(string path) => new(
        path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = BufferSize, Options = FileOptions.Asynchronous });
}
