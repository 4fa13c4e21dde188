using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import;

/// <summary>Brings the messages of a file into the order that a conversation keeps: every message after the one it follows.</summary>
internal static class ImportTree
{
    /// <summary>Refuses a message too many.</summary>
    public static void RequireRoom(int count)
    {
        if (count >= ImportLimits.Messages)
        {
            throw new ImportRefusedException("too_many_messages", $"It has more than {ImportLimits.Messages:N0} messages.");
        }
    }

    /// <summary>
    /// The messages that come along, each with the nearest one above it that does too, and whether it is on the active path. Siblings keep the order of the file.
    /// </summary>
    /// <exception cref="ImportRefusedException">An identifier is there twice, a message follows itself, or there are too many.</exception>
    public static List<PlacedMessage> Place(ImportedConversation conversation)
    {
        RequireRoom(conversation.Messages.Count - 1);
        var byKey = new Dictionary<string, ImportedMessage>(StringComparer.Ordinal);
        foreach (var message in conversation.Messages)
        {
            if (!byKey.TryAdd(message.Key, message))
            {
                throw new ImportRefusedException("duplicate_message_ids", "Two messages in it have the same identifier.");
            }
        }

        var children = conversation.Messages.ToLookup(m => m.ParentKey is { } parent && byKey.ContainsKey(parent) ? parent : null, StringComparer.Ordinal!);
        var placed = new List<PlacedMessage>();
        var reached = 0;
        var waiting = new Stack<(ImportedMessage Message, PlacedMessage? Above)>(children[null].Reverse().Select(root => (root, (PlacedMessage?)null)));
        var placeOf = new Dictionary<string, PlacedMessage?>(StringComparer.Ordinal);
        while (waiting.TryPop(out var next))
        {
            reached++;
            var place = next.Message.IsKept ? new PlacedMessage(next.Message, next.Above) : next.Above;
            if (next.Message.IsKept)
            {
                placed.Add(place!);
            }

            placeOf[next.Message.Key] = place;
            foreach (var child in children[next.Message.Key].Reverse())
            {
                waiting.Push((child, place));
            }
        }

        if (reached < conversation.Messages.Count)
        {
            throw new ImportRefusedException("message_cycle", "Messages in it follow one another in a circle.");
        }

        var leaf = conversation.ActiveLeaf is { } key && placeOf.TryGetValue(key, out var active) ? active : null;
        for (var node = leaf ?? placed.LastOrDefault(); node is not null; node = node.Above)
        {
            node.OnActivePath = true;
        }

        return placed;
    }
}

/// <summary>A message and its place in the tree.</summary>
internal sealed class PlacedMessage(ImportedMessage message, PlacedMessage? above)
{
    /// <summary>The message.</summary>
    public ImportedMessage Message { get; } = message;

    /// <summary>The message it follows.</summary>
    public PlacedMessage? Above { get; } = above;

    /// <summary>Whether it is on the path that is shown.</summary>
    public bool OnActivePath { get; set; }

    /// <summary>What is stored of it.</summary>
    public Message? Stored { get; set; }
}
