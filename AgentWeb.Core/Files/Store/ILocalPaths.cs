namespace AgentWeb.Core.Files.Store;

/// <summary>A store whose content lies in files of this machine, so that readers need no copy of it.</summary>
internal interface ILocalPaths
{
    /// <summary>The path of what is stored under a key, whether it is there or not.</summary>
    string PathOf(Guid key);
}
