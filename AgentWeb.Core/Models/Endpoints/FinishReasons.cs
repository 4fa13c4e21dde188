using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>The many names of the few reasons for which an answer ends.</summary>
internal static class FinishReasons
{
    /// <summary>What gateways say when the server behind them broke off.</summary>
    public static ChatFinishReason Error { get; } = new("error");

    /// <summary>The reason that a server calls <paramref name="name"/>; one that is not known is kept as it is.</summary>
    public static ChatFinishReason Of(string name) => name.ToLowerInvariant() switch
    {
        "stop" or "end_turn" or "eos" or "eos_token" or "stop_sequence" or "complete" => ChatFinishReason.Stop,
        "length" or "max_tokens" or "max_output_tokens" or "model_length" => ChatFinishReason.Length,
        "tool_calls" or "tool_call" or "tool_use" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" or "safety" or "refusal" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(name),
    };
}
