using System.ClientModel.Primitives;
using System.Globalization;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Reads how long a server asks to wait.</summary>
internal static class RetryAfterHeader
{
    // What asks for longer than a day means a date that a person has to deal with.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The wait from <c>retry-after-ms</c> or <c>Retry-After</c> (seconds or a date); null when there is none that makes sense.</summary>
    public static TimeSpan? Read(PipelineResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("retry-after-ms", out var milliseconds) && TryNumber(milliseconds, out var ms))
        {
            return Bounded(TimeSpan.FromMilliseconds(ms));
        }

        if (!headers.TryGetValue("Retry-After", out var value))
        {
            return null;
        }

        if (TryNumber(value, out var seconds))
        {
            return Bounded(TimeSpan.FromSeconds(seconds));
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Bounded(date - now) : null;
    }

    private static TimeSpan? Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;

    private static bool TryNumber(string? text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number < int.MaxValue;
}
