using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Context;

/// <summary>What models are given with a question. Section <c>Context</c>.</summary>
public sealed class ContextOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Context";

    /// <summary>
    /// How much of what a model takes in may be text of files, from 0 to 1; the rest is for the conversation. Files that fit go in whole. Key
    /// <c>Context:FilesShare</c>.
    /// </summary>
    [Description("How much of what a model takes in may be text of files, from 0 to 0.9")]
    [Range(0.0, 0.9)]
    public double FilesShare { get; set; } = 0.25;
}
