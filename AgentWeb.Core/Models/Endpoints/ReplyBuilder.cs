using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Makes updates of chunks. Text and reasoning go on at once; tool calls, token counts and the finish reason make the last update.
/// </summary>
internal sealed class ReplyBuilder(string model)
{
    private readonly ToolCallAssembler _calls = new();
    private string? _id;
    private string? _model;
    private UsageDetails? _usage;
    private string _heldText = "";
    private int _outputTokens;

    /// <summary>Why the answer ended; null while it has not.</summary>
    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Whether anything of the answer has come.</summary>
    public bool Begun { get; private set; }

    /// <summary>Takes a chunk; returns what of it can go on now, or null.</summary>
    public ChatResponseUpdate? Add(Chunk chunk)
    {
        _id ??= chunk.Id;
        _model ??= chunk.Model ?? model;
        _usage = chunk.Usage ?? _usage;
        if (chunk.FinishReason is { } reason)
        {
            FinishReason = FinishReasons.Of(reason);
        }

        foreach (var piece in chunk.ToolCalls)
        {
            _calls.Add(piece);
            Begun = true;
        }

        ChatResponseUpdate? update = null;
        if (chunk.Reasoning is { } reasoning)
        {
            update = Update(new TextReasoningContent(reasoning));
            Count(reasoning);
        }

        if (chunk.Text is { } text && WholeCharacters(text) is { Length: > 0 } whole)
        {
            update = Update(new TextContent(whole), update);
            Count(whole);
        }

        return update;
    }

    /// <summary>Takes an answer without a finish reason for complete.</summary>
    public void AssumeStop() => FinishReason ??= ChatFinishReason.Stop;

    /// <summary>The last update of a complete answer.</summary>
    /// <param name="inputTokens">Estimate of the input, for servers that do not count.</param>
    public ChatResponseUpdate Finish(int inputTokens)
    {
        var update = Update();
        if (_heldText.Length > 0)
        {
            update.Contents.Add(new TextContent("\uFFFD"));
        }

        foreach (var call in _calls.Complete())
        {
            update.Contents.Add(call);
        }

        update.Contents.Add(_usage is { } counted ? new UsageContent(counted) : EstimatedUsage.Of(inputTokens, _outputTokens));
        update.FinishReason = _calls.Any && FinishReason == ChatFinishReason.Stop ? ChatFinishReason.ToolCalls : FinishReason;
        return update;
    }

    private void Count(string text)
    {
        Begun = true;
        _outputTokens += TokenEstimate.Of(text);
    }

    private ChatResponseUpdate Update(AIContent? content = null, ChatResponseUpdate? into = null)
    {
        into ??= new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = _id, MessageId = _id, ModelId = _model };
        if (content is not null)
        {
            into.Contents.Add(content);
        }

        return into;
    }

    /// <summary>Keeps back the first half of a surrogate pair until the second comes with the next chunk.</summary>
    private string WholeCharacters(string text)
    {
        if (_heldText.Length > 0)
        {
            text = _heldText + text;
            _heldText = "";
        }

        if (text.Length > 0 && char.IsHighSurrogate(text[^1]))
        {
            _heldText = text[^1..];
            return text[..^1];
        }

        return text;
    }
}
