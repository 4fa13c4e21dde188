using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Export;

/// <summary>What readers think of a reply, as files say it.</summary>
internal static class FeedbackNames
{
    /// <summary>Its name; null for no opinion.</summary>
    public static string? Of(MessageFeedback? feedback) => feedback switch
    {
        MessageFeedback.Good => "good",
        MessageFeedback.Bad => "bad",
        _ => null,
    };

    /// <summary>What a name says.</summary>
    public static MessageFeedback? Parse(string name) => name switch
    {
        "good" => MessageFeedback.Good,
        "bad" => MessageFeedback.Bad,
        _ => null,
    };
}
