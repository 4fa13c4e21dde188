using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace AgentWeb.Core.Configuration;

/// <summary>Reads the settings of an options type: every property with a description, those of nested options included.</summary>
internal static class SettingDefinitions
{
    /// <summary>What is never shown and never written here, whoever describes it.</summary>
    private static readonly string[] Secrets = ["ApiKey", "AccessKey", "Password", "Secret", "SecretKey", "Token", "ConnectionString"];

    /// <summary>The settings in the order of the type's properties.</summary>
    public static IEnumerable<SettingDefinition> Of(Type options, string section) => Of(section, section, Activator.CreateInstance(options)!, []);

    private static IEnumerable<SettingDefinition> Of(string prefix, string section, object defaults, PropertyInfo[] above)
    {
        foreach (var property in defaults.GetType().GetProperties().Where(IsEditable))
        {
            PropertyInfo[] path = [.. above, property];
            var key = $"{prefix}:{property.Name}";
            if (IsNested(property.PropertyType))
            {
                foreach (var below in Of(key, section, property.GetValue(defaults)!, path))
                {
                    yield return below;
                }
            }
            else
            {
                yield return Read(key, section, property, defaults, path);
            }
        }
    }

    private static bool IsEditable(PropertyInfo property) =>
        property.GetCustomAttribute<NotEditableAttribute>() is null
        && property.GetIndexParameters().Length == 0
        && !Secrets.Any(secret => property.Name.EndsWith(secret, StringComparison.OrdinalIgnoreCase))
        && (IsNested(property.PropertyType) || (KindOf(property.PropertyType) is not null && DescriptionOf(property).Length > 0));

    private static bool IsNested(Type type) =>
        type.IsClass && type != typeof(string) && type.Assembly == typeof(SettingDefinitions).Assembly && !typeof(IEnumerable).IsAssignableFrom(type);

    private static SettingDefinition Read(string key, string section, PropertyInfo property, object defaults, PropertyInfo[] path)
    {
        var kind = KindOf(property.PropertyType)!.Value;
        var type = kind == SettingKind.List ? ElementOf(property.PropertyType)! : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var rules = property.GetCustomAttributes<ValidationAttribute>().ToList();
        var range = rules.OfType<RangeAttribute>().FirstOrDefault();
        return new(key, section, kind, type, DescriptionOf(property), SettingText.Of(kind, property.GetValue(defaults)))
        {
            Minimum = Bound(type, range?.Minimum),
            Maximum = Bound(type, range?.Maximum),
            Choices = type.IsEnum ? Enum.GetNames(type) : [],
            Optional = kind == SettingKind.List
                || (new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable && !rules.OfType<RequiredAttribute>().Any()),
            Rules = rules,
            Path = path,
        };
    }

    private static string DescriptionOf(PropertyInfo property) => property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    /// <summary>The largest number of its type says nothing.</summary>
    private static string? Bound(Type type, object? bound) => bound switch
    {
        null or long.MaxValue or int.MaxValue => null,
        double d when d >= long.MaxValue => null,
        string text when type == typeof(TimeSpan) => TimeSpan.Parse(text, CultureInfo.InvariantCulture).ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(bound, CultureInfo.InvariantCulture),
    };

    private static SettingKind? KindOf(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type == typeof(int) || type == typeof(long) ? SettingKind.Integer
            : type == typeof(double) || type == typeof(decimal) ? SettingKind.Number
            : type == typeof(bool) ? SettingKind.Boolean
            : type == typeof(TimeSpan) ? SettingKind.Duration
            : type == typeof(string) || type == typeof(Uri) ? SettingKind.Text
            : type.IsEnum ? SettingKind.Choice
            : ElementOf(type) is { } element && (element == typeof(string) || element.IsEnum) ? SettingKind.List
            : null;
    }

    private static Type? ElementOf(Type type) => type.GetInterfaces().Append(type)
        .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(ICollection<>))?.GetGenericArguments()[0];
}
