using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace AgentWeb.Core.Configuration;

/// <summary>Values as configuration has them: text that does not depend on a language. Lists are separated by commas.</summary>
public static class SettingText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Takes a list apart.</summary>
    public static IReadOnlyList<string> Items(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A length of time for a person, such as <c>10 min</c>; as it is where it is none.</summary>
    public static string ForPerson(string? duration)
    {
        if (!TimeSpan.TryParse(duration, CultureInfo.InvariantCulture, out var time) || time < TimeSpan.Zero)
        {
            return duration ?? "";
        }

        var (unit, length) = Units.LastOrDefault(u => time >= u.Length && time.Ticks % u.Length.Ticks == 0);
        return time == TimeSpan.Zero ? "0" : unit is null ? time.ToString("c", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / length.Ticks} {unit}");
    }

    /// <summary>The value of a property.</summary>
    internal static string? Of(SettingKind kind, object? value) => value switch
    {
        null => null,
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IEnumerable items when kind == SettingKind.List => string.Join(", ", items.Cast<object?>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>What somebody wrote, in the form that is stored; null where it cannot be read as what the setting is.</summary>
    internal static string? Read(SettingDefinition setting, string text)
    {
        text = text.Trim();
        if (setting.Kind == SettingKind.List)
        {
            var items = Items(text).Select(item => setting.Type.IsEnum ? Name(setting, item) : item).ToList();
            return items.Contains(null) ? null : string.Join(", ", items.Distinct(StringComparer.Ordinal));
        }

        return setting.Kind switch
        {
            SettingKind.Text => text.Any(char.IsControl) ? null : text,
            SettingKind.Choice => Name(setting, text),
            SettingKind.Duration => ReadDuration(text)?.ToString("c", CultureInfo.InvariantCulture),
            SettingKind.Boolean => bool.TryParse(text, out var yes) ? Of(setting.Kind, yes) : null,
            _ => Value(setting, text) is { } number && (number is not double d || double.IsFinite(d)) ? Of(setting.Kind, number) : null,
        };
    }

    /// <summary>The value that a stored text stands for; null where it stands for none.</summary>
    internal static object? Value(SettingDefinition setting, string text)
    {
        try
        {
            return setting.Type == typeof(string) ? text : TypeDescriptor.GetConverter(setting.Type).ConvertFromInvariantString(text);
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Name(SettingDefinition setting, string text) =>
        setting.Choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>A bare number would be days, which nobody means: only nothing needs no unit.</summary>
    private static TimeSpan? ReadDuration(string text)
    {
        if (text is "0")
        {
            return TimeSpan.Zero;
        }

        foreach (var (unit, length) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * length.Ticks < TimeSpan.MaxValue.Ticks)
            {
                return TimeSpan.FromTicks((long)(count * length.Ticks));
            }
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
