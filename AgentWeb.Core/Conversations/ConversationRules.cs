using System.Globalization;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Conversations;

/// <summary>The rules that the settings of a conversation and of a single reply must keep.</summary>
internal static class ConversationRules
{
    /// <summary>Checks how a model is asked.</summary>
    public static Error? CheckParameters(double? temperature, int? maxOutputTokens)
    {
        if (temperature is < 0 or > 2 or double.NaN)
        {
            return new("temperature_invalid", "temperature must be between 0 and 2.");
        }

        return maxOutputTokens < 1 ? new("max_tokens_invalid", "max_tokens must be at least 1.") : null;
    }

    /// <summary>Checks what a model is to be told before everything else, and how it is asked.</summary>
    public static Error? Check(string? instructions, double? temperature, int? maxOutputTokens) =>
        instructions?.Length > Conversation.MaxInstructionsLength
            ? new("instructions_too_long", $"The instructions have at most {Conversation.MaxInstructionsLength.ToString("N0", CultureInfo.InvariantCulture)} characters. Shorten them.")
            : CheckParameters(temperature, maxOutputTokens);
}
