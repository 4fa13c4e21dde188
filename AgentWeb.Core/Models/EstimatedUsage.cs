using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models;

/// <summary>Token counts that nobody counted.</summary>
public static class EstimatedUsage
{
    /// <summary>Name of the property that marks the content as an estimate.</summary>
    public const string Mark = "estimated";

    /// <summary>Content with these counts, marked as an estimate.</summary>
    public static UsageContent Of(int inputTokens, int outputTokens) => new(new UsageDetails
    {
        InputTokenCount = inputTokens,
        OutputTokenCount = outputTokens,
        TotalTokenCount = inputTokens + outputTokens,
    })
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [Mark] = true },
    };

    /// <summary>Whether <paramref name="usage"/> is an estimate.</summary>
    public static bool IsEstimate(UsageContent usage) => usage.AdditionalProperties?.ContainsKey(Mark) == true;

    /// <summary>Estimated tokens of a conversation, with about four for the frame of each message.</summary>
    public static int OfInput(IEnumerable<ChatMessage> messages) => messages.Sum(message => TokenEstimate.Of(message.Text) + 4);
}
