using System.Globalization;
using System.Text;

namespace AgentWeb.Components.Shared.Charts;

/// <summary>
/// Where a chart's lines and bars are, in a drawing of <see cref="Width"/> by <see cref="Height"/> that is stretched to the room there is; its words
/// stand outside, where nothing stretches them.
/// </summary>
internal static class ChartGeometry
{
    /// <summary>Width of the drawing.</summary>
    public const int Width = 600;

    /// <summary>Height of the drawing.</summary>
    public const int Height = 120;

    private const double Gap = 0.25;

    /// <summary>The end of the scale: the next of 1, 2 or 5 times a power of ten.</summary>
    public static double ScaleFor(ChartKind kind, IReadOnlyList<ChartSeries> series)
    {
        var points = series.Count == 0 ? 0 : series.Max(s => s.Values.Count);
        var values = kind == ChartKind.StackedBars
            ? Enumerable.Range(0, points).Select(i => series.Sum(s => ValueAt(s, i) ?? 0))
            : series.SelectMany(s => s.Values).OfType<double>();
        var most = values.DefaultIfEmpty(0).Max();
        if (most <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new[] { 1, 2, 5, 10 }.Select(step => step * power).First(end => end >= most * 0.9999);
    }

    /// <summary>The line through the values; it is broken where one is missing.</summary>
    public static string Line(IReadOnlyList<double?> values, double scale)
    {
        var path = new StringBuilder();
        var isDown = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                isDown = false;
                continue;
            }

            path.Append(isDown ? 'L' : 'M').Append(Number(X(i, values.Count))).Append(' ').Append(Number(Y(value, scale)));
            if (!isDown && (i + 1 == values.Count || values[i + 1] is null))
            {
                path.Append("h1"); // A point that stands alone is seen too.
            }

            isDown = true;
        }

        return path.ToString();
    }

    /// <summary>The area below the values; what is missing counts as nothing.</summary>
    public static string Area(IReadOnlyList<double?> values, double scale)
    {
        if (values.Count == 0)
        {
            return "";
        }

        var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"M0 {Height}"));
        for (var i = 0; i < values.Count; i++)
        {
            path.Append('L').Append(Number(X(i, values.Count))).Append(' ').Append(Number(Y(values[i] ?? 0, scale)));
        }

        return path.Append(CultureInfo.InvariantCulture, $"L{Width} {Height}Z").ToString();
    }

    /// <summary>The bars of one series, on top of those before it.</summary>
    public static string Bars(IReadOnlyList<ChartSeries> series, int index, double scale)
    {
        var path = new StringBuilder();
        var values = series[index].Values;
        var room = (double)Width / Math.Max(1, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value || value <= 0)
            {
                continue;
            }

            var below = series.Take(index).Sum(s => ValueAt(s, i) ?? 0);
            var (bottom, top) = (Y(below, scale), Y(below + value, scale));
            path.Append('M').Append(Number((i * room) + (room * Gap / 2))).Append(' ').Append(Number(bottom))
                .Append('V').Append(Number(top)).Append('h').Append(Number(room * (1 - Gap))).Append('V').Append(Number(bottom)).Append('Z');
        }

        return path.ToString();
    }

    private static double? ValueAt(ChartSeries series, int index) => index < series.Values.Count ? series.Values[index] : null;

    private static double X(int index, int count) => count <= 1 ? 0 : (double)index / (count - 1) * Width;

    private static double Y(double value, double scale) => Height - (Math.Clamp(value / scale, 0, 1) * Height);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
