namespace AgentWeb.Core.Export;

/// <summary>What a conversation is taken out as.</summary>
public enum ExportFormat
{
    /// <summary>The active path, to be read and edited.</summary>
    Markdown,

    /// <summary>The active path without any markup of its own.</summary>
    Text,

    /// <summary>Everything, so that an import brings it back with its branches.</summary>
    Json,
}

/// <summary>The names of formats.</summary>
public static class ExportFormats
{
    /// <summary>Reads a name: <c>md</c>, <c>txt</c> or <c>json</c>.</summary>
    public static ExportFormat? Parse(string? name) => name switch
    {
        "md" => ExportFormat.Markdown,
        "txt" => ExportFormat.Text,
        "json" => ExportFormat.Json,
        _ => null,
    };

    /// <summary>The ending of a file's name.</summary>
    public static string Extension(this ExportFormat format) => format switch
    {
        ExportFormat.Markdown => "md",
        ExportFormat.Text => "txt",
        _ => "json",
    };

    /// <summary>The type of the content.</summary>
    public static string ContentType(this ExportFormat format) => format switch
    {
        ExportFormat.Markdown => "text/markdown; charset=utf-8",
        ExportFormat.Text => "text/plain; charset=utf-8",
        _ => "application/json",
    };
}
