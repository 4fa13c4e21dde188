using System.Globalization;

namespace AgentWeb.Bench.Figures;

/// <summary>Options behind a command's name: <c>--name value</c>.</summary>
internal static class CommandLine
{
    /// <summary>The value of an option; null when it is not given.</summary>
    public static string? Option(this string[] args, string name)
    {
        var place = Array.IndexOf(args, name);
        return place >= 0 && place + 1 < args.Length ? args[place + 1] : null;
    }

    /// <summary>The value of an option that is a whole number.</summary>
    public static int Number(this string[] args, string name, int otherwise) =>
        args.Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
