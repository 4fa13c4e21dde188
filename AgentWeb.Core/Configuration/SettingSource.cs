namespace AgentWeb.Core.Configuration;

/// <summary>Where the value that counts comes from.</summary>
public enum SettingSource
{
    /// <summary>Nobody said anything.</summary>
    Default,

    /// <summary>A file such as <c>appsettings.json</c>.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The command line.</summary>
    CommandLine,

    /// <summary>An administrator, on the page or by the API.</summary>
    Database,

    /// <summary>The host.</summary>
    Other,
}
