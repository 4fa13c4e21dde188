using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentWeb.Core.Import;

/// <summary>Reads values of a file that nobody trusts. What is missing is null; what is there and wrong is refused, with its name.</summary>
internal static class JsonReading
{
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A member, when it is there and not null.</summary>
    public static JsonElement? Member(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>A member that is an object.</summary>
    public static JsonElement? Object(this JsonElement owner, string name) => owner.Of(name, JsonValueKind.Object);

    /// <summary>The elements of a member that is a list; none when it is missing.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement owner, string name) =>
        owner.Of(name, JsonValueKind.Array) is { } list ? list.EnumerateArray() : [];

    /// <summary>A member that is text.</summary>
    public static string? Text(this JsonElement owner, string name) => owner.Of(name, JsonValueKind.String)?.AsText();

    /// <summary>A member that is text or a number, as identifiers are.</summary>
    public static string? Key(this JsonElement owner, string name) => owner.Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.String } text => text.AsText(),
        _ => throw Wrong(name),
    };

    /// <summary>Whether a member is true.</summary>
    public static bool Flag(this JsonElement owner, string name) => owner.Member(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw Wrong(name),
    };

    /// <summary>A member that is a whole number within limits.</summary>
    public static long? Whole(this JsonElement owner, string name, long max) => owner.Of(name, JsonValueKind.Number) switch
    {
        null => null,
        { } number when number.TryGetInt64(out var value) && value >= 0 && value <= max => value,
        _ => throw Wrong(name),
    };

    /// <summary>A member that is a number.</summary>
    public static double? Number(this JsonElement owner, string name) => owner.Of(name, JsonValueKind.Number) is { } number
        ? number.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Wrong(name)
        : null;

    /// <summary>A moment: RFC 3339, or seconds (or milliseconds) since 1970. Zero is none.</summary>
    public static DateTimeOffset? Moment(this JsonElement owner, string name)
    {
        var moment = owner.Member(name) switch
        {
            null => (DateTimeOffset?)null,
            { ValueKind: JsonValueKind.String } text => Parse(text.AsText(), name),
            { ValueKind: JsonValueKind.Number } number => FromSeconds(number, name),
            _ => throw Wrong(name),
        };
        return moment < ImportLimits.Earliest || moment > Latest ? throw WrongDate(name) : moment;
    }

    /// <summary>Text without anything that a database or a browser cannot take; one kind of line end.</summary>
    public static string AsText(this JsonElement value)
    {
        string text;
        try
        {
            text = value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            throw new ImportRefusedException("text_invalid", "It has characters that are no text, such as half of a surrogate pair.");
        }

        return text.Length <= ImportLimits.TextLength
            ? text.ReplaceLineEndings("\n").Replace('\0', (char)Rune.ReplacementChar.Value)
            : throw new ImportRefusedException(
                "text_too_long", $"A text in it is longer than {ImportLimits.TextLength.ToString("N0", CultureInfo.InvariantCulture)} characters.");
    }

    /// <summary>A value of another type than it must have.</summary>
    public static ImportRefusedException Wrong(string name) => new("wrong_type", $"Its “{name}” is not of the type it must be.");

    private static JsonElement? Of(this JsonElement owner, string name, JsonValueKind kind) =>
        owner.Member(name) is not { } value ? null : value.ValueKind == kind ? value : throw Wrong(name);

    private static DateTimeOffset Parse(string text, string name) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw WrongDate(name);

    private static DateTimeOffset? FromSeconds(JsonElement number, string name)
    {
        const double milliseconds = 100_000_000_000; // As seconds the year 5138; as milliseconds 1973.
        if (!number.TryGetDouble(out var value) || value is not (>= 0 and < 100 * milliseconds))
        {
            throw WrongDate(name);
        }

        return value == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(value * (value < milliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond)));
    }

    private static ImportRefusedException WrongDate(string name) => new("date_invalid", $"Its “{name}” is not a date that can be right.");
}
