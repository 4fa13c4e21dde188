using AgentWeb.Core.Conversations;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Context;

/// <summary>What the model is told before the history.</summary>
internal static class SystemMessages
{
    private const string Carried = "This conversation goes on from an earlier one. Its summary:\n\n";

    /// <summary>The messages, in their order: instructions, what is carried over, passages of files.</summary>
    public static IReadOnlyList<ChatMessage> Of(ConversationSettings settings, ChatMessage? sources)
    {
        var messages = new List<ChatMessage>();
        if (!string.IsNullOrWhiteSpace(settings.Instructions))
        {
            messages.Add(new(ChatRole.System, settings.Instructions));
        }

        if (!string.IsNullOrWhiteSpace(settings.CarriedSummary))
        {
            messages.Add(new(ChatRole.System, Carried + settings.CarriedSummary));
        }

        if (sources is not null)
        {
            messages.Add(sources);
        }

        return messages;
    }
}
