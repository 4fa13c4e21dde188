using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Models;
using AgentWeb.Core.Results;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat;

/// <summary>The rules that a message must keep before it is stored.</summary>
public sealed class SendRules(IModelCatalogue models, IOptionsMonitor<ChatOptions> options)
{
    /// <summary>Longest reply that its reader may write, in characters (Unicode code points).</summary>
    public const int MaxReplyLength = 200_000;

    private const int MaxClientMessageIdLength = 64;

    /// <summary>Checks a message and puts it into the form that is stored.</summary>
    internal Result<AcceptableMessage> Check(SendMessageInput input)
    {
        var text = CheckText(input.Text);
        if (!text.Succeeded)
        {
            return text.Error;
        }

        if (input.ClientMessageId is { } clientId && (string.IsNullOrWhiteSpace(clientId) || clientId.Length > MaxClientMessageIdLength))
        {
            return new Error("client_message_id_invalid", $"client_message_id must have 1 to {MaxClientMessageIdLength} characters.");
        }

        if (ConversationRules.CheckParameters(input.Temperature, input.MaxOutputTokens) is { } wrong)
        {
            return wrong;
        }

        if (input.Opening is { } opening
            && ConversationRules.Check(opening.Instructions, opening.Temperature, opening.MaxOutputTokens) is { } wrongOpening)
        {
            return wrongOpening;
        }

        var model = input.ModelKey is null ? models.Default : models.Find(input.ModelKey);
        return model is null
            ? ModelUnknown
            : new AcceptableMessage(
                text.Value, input.ConversationId, input.ParentId, input.ClientMessageId,
                input.ClientMessageId is null ? null : HashOf(input), model.Key, input.Temperature, input.MaxOutputTokens, input.Opening ?? new(),
                input.FileIds ?? []);
    }

    /// <summary>There is no such model.</summary>
    internal static Error ModelUnknown { get; } = new("model_unknown", "There is no such model. Choose one from the list of models.");

    /// <summary>Checks the text of a person's message and puts it into the form that is stored.</summary>
    internal Result<string> CheckText(string? input)
    {
        var text = Normalise(input ?? "");
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Error("message_empty", $"The message is empty. Write between 1 and {Limit()} characters.");
        }

        return CountCharacters(text) > options.CurrentValue.MaxMessageLength
            ? new Error("message_too_long", $"The message has {CountCharacters(text).ToString("N0", CultureInfo.InvariantCulture)} characters; the limit is {Limit()}. Shorten it or send it in parts.")
            : text;
    }

    /// <summary>Checks the text of an edited reply, which may be as long as replies are.</summary>
    internal static Result<string> CheckReplyText(string? input)
    {
        var text = Normalise(input ?? "");
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Error("message_empty", "The reply is empty. Write something, or delete the message.");
        }

        return CountCharacters(text) > MaxReplyLength
            ? new Error("message_too_long", $"The reply is longer than {MaxReplyLength.ToString("N0", CultureInfo.InvariantCulture)} characters. Shorten it.")
            : text;
    }

    /// <summary>Characters as people count them: Unicode code points, so that every script has the same limit.</summary>
    public static int CountCharacters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private string Limit() => options.CurrentValue.MaxMessageLength.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One kind of line end; no character that a database or a model server refuses.</summary>
    private static string Normalise(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var clean = new StringBuilder(lines.Length);
        foreach (var rune in lines.EnumerateRunes())
        {
            // EnumerateRunes gives U+FFFD for half a surrogate pair.
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    /// <summary>Tells two messages with one client message id apart.</summary>
    internal static string HashOf(SendMessageInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(input)));
}

/// <summary>A message that keeps the rules.</summary>
internal sealed record AcceptableMessage(
    string Text, Guid? ConversationId, Guid? ParentId, string? ClientMessageId, string? RequestHash, string ModelKey,
    double? Temperature, int? MaxOutputTokens, ConversationOpening Opening, IReadOnlyList<Guid> FileIds);
