namespace AgentWeb.Core.Data.Entities;

/// <summary>Where the title of a conversation comes from. A person's counts more than a model's, and that more than the first words.</summary>
public enum TitleSource
{
    /// <summary>The beginning of the first message.</summary>
    FirstWords,

    /// <summary>As before, and a model was asked for a better one.</summary>
    Asked,

    /// <summary>A model gave it.</summary>
    Model,

    /// <summary>A person gave it.</summary>
    Person,
}
