using System.Globalization;
using System.Text;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Export;

/// <summary>Writes a conversation for people.</summary>
internal static class ConversationText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes Markdown: what was said stands as it was written, between lines.</summary>
    public static Task WriteMarkdownAsync(
        Stream target, Conversation conversation, IAsyncEnumerable<Message> messages, Func<string?, string?> nameOf, CancellationToken cancellationToken) =>
        WriteAsync(
            target,
            $"# {conversation.Title}\n\n*{Day(conversation)}*\n",
            messages,
            message => $"\n---\n\n**{Speaker(message, nameOf)}** · {Moment(message)}\n\n{message.Text.TrimEnd()}\n{(Note(message) is { } note ? $"\n*{note}*\n" : "")}",
            cancellationToken);

    /// <summary>Writes plain text.</summary>
    public static Task WritePlainAsync(
        Stream target, Conversation conversation, IAsyncEnumerable<Message> messages, Func<string?, string?> nameOf, CancellationToken cancellationToken) =>
        WriteAsync(
            target,
            $"{conversation.Title}\n{Day(conversation)}\n",
            messages,
            message => $"\n\n{Speaker(message, nameOf)}, {Moment(message)}:\n\n{message.Text.TrimEnd()}\n{(Note(message) is { } note ? $"\n({note})\n" : "")}",
            cancellationToken);

    private static async Task WriteAsync(
        Stream target, string head, IAsyncEnumerable<Message> messages, Func<Message, string> write, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(target, Utf8, leaveOpen: true);
        await writer.WriteAsync(head.AsMemory(), cancellationToken);
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(write(message).AsMemory(), cancellationToken);
        }
    }

    private static string Day(Conversation conversation) => conversation.CreatedAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Moment(Message message) => message.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Speaker(Message message, Func<string?, string?> nameOf) =>
        message.Role == MessageRole.User ? "You" : nameOf(message.ModelKey) ?? "Reply";

    private static string? Note(Message message) => message.Status switch
    {
        MessageStatus.Complete => null,
        MessageStatus.Stopped => "Stopped here",
        MessageStatus.Interrupted => "Broke off here",
        MessageStatus.Error => message.ErrorMessage ?? "No reply came",
        _ => "Still being written",
    };
}
