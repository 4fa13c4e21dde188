using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>What one event of an answer says. One instance is filled again for every event of a stream.</summary>
internal sealed class Chunk
{
    /// <summary>Id of the answer.</summary>
    public string? Id { get; set; }

    /// <summary>The model that answers, as the server calls it.</summary>
    public string? Model { get; set; }

    /// <summary>New text; null for none.</summary>
    public string? Text { get; set; }

    /// <summary>New reasoning; null for none.</summary>
    public string? Reasoning { get; set; }

    /// <summary>Why the answer ended; null while it has not.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Token counts, of the whole answer.</summary>
    public UsageDetails? Usage { get; set; }

    /// <summary>What the server says went wrong.</summary>
    public ServerError? Error { get; set; }

    /// <summary>Pieces of tool calls.</summary>
    public List<ToolCallPiece> ToolCalls { get; } = [];

    /// <summary>Forgets everything but the ids, which are read once.</summary>
    public void Clear()
    {
        Text = null;
        Reasoning = null;
        FinishReason = null;
        Usage = null;
        Error = null;
        ToolCalls.Clear();
    }

    /// <summary>Adds a piece of text.</summary>
    public void AddText(string? text) => Text = Joined(Text, text);

    /// <summary>Adds a piece of reasoning.</summary>
    public void AddReasoning(string? text) => Reasoning = Joined(Reasoning, text);

    private static string? Joined(string? before, string? more) =>
        string.IsNullOrEmpty(more) ? before : before is null ? more : before + more;
}
