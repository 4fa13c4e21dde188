using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>
/// Chooses the answer by what a person types, so that a journey in a browser needs no other way in:
/// <c>[[tokens=400 tps=50 kind=mixed ttft=200]]</c> anywhere in the last user message.
/// Keys: tokens, tps, kind, ttft (ms), reasoning (tokens), finish, fault (a <see cref="ModelFault"/>), after (tokens), times (requests
/// that meet the fault), status, retry (Retry-After), split (bytes).
/// </summary>
public static partial class ScriptDirective
{
    /// <summary>The script that the last user message asks for, or null when it has no directive.</summary>
    public static ModelScript? Find(JsonElement request) =>
        LastUserText(request) is { } text && Directive().Match(text) is { Success: true } match ? Parse(match.Groups["settings"].Value) : null;

    /// <summary>The script for the inside of the brackets.</summary>
    public static ModelScript Parse(string directive)
    {
        var values = directive
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "1", StringComparer.OrdinalIgnoreCase);

        var script = values.ContainsKey("tokens") || values.ContainsKey("kind")
            ? ModelScript.Generate(Choice(values, "kind", ContentKind.Mixed), (int)Number(values, "tokens", 100))
            : ModelScript.Default;
        var status = (int)Number(values, "status", 0);

        return script with
        {
            TokensPerSecond = Number(values, "tps", 0),
            FirstTokenDelay = TimeSpan.FromMilliseconds(Number(values, "ttft", 0)),
            Reasoning = GeneratedText.Tokens(ContentKind.Paragraph, (int)Number(values, "reasoning", 0)),
            FinishReason = values.GetValueOrDefault("finish"),
            Fault = status > 0 ? ModelFault.Status : Choice(values, "fault", ModelFault.None),
            FaultAfter = (int)Number(values, "after", 0),
            FaultTimes = (int)Number(values, "times", 0),
            StatusCode = status > 0 ? status : 500,
            RetryAfter = values.GetValueOrDefault("retry"),
            SplitEvery = (int)Number(values, "split", 0),
        };
    }

    private static double Number(Dictionary<string, string> values, string key, double otherwise) =>
        values.TryGetValue(key, out var value) ? double.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static T Choice<T>(Dictionary<string, string> values, string key, T otherwise) where T : struct, Enum =>
        values.TryGetValue(key, out var value) ? Enum.Parse<T>(value, ignoreCase: true) : otherwise;

    /// <summary>The last user message of a request; null when there is none.</summary>
    internal static string? LastUserText(JsonElement request)
    {
        if (!request.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (var message in messages.EnumerateArray().Reverse())
        {
            if (message.TryGetProperty("role", out var role) && role.ValueEquals("user") && message.TryGetProperty("content", out var content))
            {
                return content.ValueKind == JsonValueKind.String ? content.GetString() : content.GetRawText();
            }
        }

        return null;
    }

    [GeneratedRegex(@"\[\[(?<settings>[a-z]+=[^\[\]]*)\]\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
