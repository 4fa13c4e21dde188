namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>The shapes of generated text, each of which a streaming renderer finds hard in its own way.</summary>
public enum ContentKind
{
    /// <summary>Headings, paragraphs, lists, code, tables and quotes in turn.</summary>
    Mixed,

    /// <summary>One paragraph without a line break.</summary>
    Paragraph,

    /// <summary>One fenced code block.</summary>
    Code,

    /// <summary>One list.</summary>
    List,

    /// <summary>One table.</summary>
    Table,
}
