namespace AgentWeb.Core.Data.Entities;

/// <summary>
/// Text that a running reply grew by since its last snapshot. Snapshots append, so their cost follows the new text and not the
/// whole reply. When the run ends the text moves into the message and the chunks go.
/// </summary>
public sealed class RunTextChunk
{
    /// <summary>The job that produced it.</summary>
    public long JobSeq { get; set; }

    /// <summary>Order within the run, from 0.</summary>
    public int Ordinal { get; set; }

    /// <summary>Text of the reply.</summary>
    public string Text { get; set; } = "";

    /// <summary>Text of the model's reasoning.</summary>
    public string Reasoning { get; set; } = "";
}
