namespace AgentWeb.Core.Language;

/// <summary>By whose rules the endings of words are taken off.</summary>
internal enum TextLanguage
{
    /// <summary>English, and whatever is not known to be something else.</summary>
    English,

    /// <summary>German.</summary>
    German,
}
