using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>What a server says went wrong, in whichever of the common shapes.</summary>
/// <param name="Message">Its sentence, which may repeat the request: neither for people nor for the log.</param>
/// <param name="Type">Its kind of error.</param>
/// <param name="Code">Its code, which may be an HTTP status.</param>
internal sealed record ServerError(string? Message, string? Type, string? Code)
{
    private const int MaxName = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>The type for the log; null when it is no short name: any other text may repeat the request.</summary>
    public string? TypeName => NameIn(Type);

    /// <summary>The code for the log; null when it is no short name.</summary>
    public string? CodeName => NameIn(Code);

    /// <summary>All of it as lower-case text in which to look for known words.</summary>
    public string Words => $"{Code} {Type} {Message}".ToLowerInvariant();

    /// <summary>The status that the code is, if it is one.</summary>
    public int? Status => int.TryParse(Code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600 ? status : null;

    /// <summary>Reads <c>{"error":{…}}</c>, <c>{"error":"…"}</c>, <c>{"message":"…"}</c>, <c>{"detail":…}</c>, or any text.</summary>
    public static ServerError OfBody(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement);
        }
        catch (JsonException)
        {
            return new ServerError(body, Type: null, Code: null);
        }
    }

    /// <summary>Reads an error object, or one that holds it.</summary>
    public static ServerError Of(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0)
        {
            return Of(element[0]);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return new ServerError(TextOf(element), Type: null, Code: null);
        }

        if (element.TryGetProperty("error", out var inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return Of(inner);
        }

        return new ServerError(
            Find(element, "message") ?? Find(element, "detail") ?? element.GetRawText(),
            Find(element, "type") ?? Find(element, "status"),
            Find(element, "code") ?? InnerCode(element));
    }

    private static string? NameIn(string? text) =>
        text is { Length: > 0 and <= MaxName } && !text.AsSpan().ContainsAnyExcept(NameCharacters) ? text : null;

    // Azure tells why it filtered one level further down.
    private static string? InnerCode(JsonElement element) =>
        element.TryGetProperty("innererror", out var inner) && inner.ValueKind == JsonValueKind.Object ? Find(inner, "code") : null;

    private static string? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? TextOf(value) : null;

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
