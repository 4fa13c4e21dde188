namespace AgentWeb.Core.Configuration;

/// <summary>What a setting is, for forms and programs.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>One of some names.</summary>
    Choice,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Several texts, or several of some names.</summary>
    List,
}
