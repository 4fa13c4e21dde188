using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;

namespace AgentWeb.Core.Chat.Usage;

/// <summary>What tokens cost.</summary>
internal static class TokenCost
{
    /// <summary>In millionths of the currency of the prices: a price is that of a million tokens, so it is that of one in millionths.</summary>
    /// <returns>Null where the model has no price, or nothing is known of tokens.</returns>
    public static long? InMicros(ModelDescriptor? model, TokenUsage? usage) =>
        usage is null || model is not { InputPrice: not null } and not { OutputPrice: not null }
            ? null
            : (long)Math.Round((usage.InputTokens * (model.InputPrice ?? 0)) + (usage.OutputTokens * (model.OutputPrice ?? 0)), MidpointRounding.AwayFromZero);
}
