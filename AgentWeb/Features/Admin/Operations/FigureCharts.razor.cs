using System.Globalization;
using AgentWeb.Components.Shared.Charts;
using AgentWeb.Core.Operations.Figures;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Admin.Operations;

/// <summary>The period as charts. It renders when it is given other figures.</summary>
public sealed partial class FigureCharts
{
    private const int MostCodes = 5;

    private QueueFigures? _shown;
    private IReadOnlyList<string> _labels = [];

    /// <summary>The period.</summary>
    [Parameter, EditorRequired]
    public QueueFigures Figures { get; set; } = null!;

    /// <summary>Minutes east of UTC, where the reader is.</summary>
    [Parameter]
    public int UtcOffset { get; set; }

    private string LengthSummary => Figures.Points.LastOrDefault(p => p.Waiting is not null) is { } last
        ? L["Most that waited: {0}. Last: {1}.", Count(Figures.Points.Max(p => p.Waiting ?? 0)), Count(last.Waiting ?? 0)]
        : L["Nothing was measured."];

    private string ErrorSummary => Figures.ErrorCodes.Count == 0
        ? L["None."]
        : string.Join(", ", Figures.ErrorCodes.Take(MostCodes).Select(code => $"{code}: {Figures.Whole.Failures[code]}")) + ".";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var format = Figures.Step < TimeSpan.FromHours(1) ? "t" : "g";
        _labels = [.. Figures.Points.Select(p => p.At.ToOffset(TimeSpan.FromMinutes(UtcOffset)).ToString(format, CultureInfo.CurrentCulture))];
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var isNews = !ReferenceEquals(_shown, Figures);
        _shown = Figures;
        return isNews;
    }

    private static string Count(double value) => value.ToString("0.#", CultureInfo.CurrentCulture);

    private static string Time(double value) => ClockText.Seconds(value);

    private string QuantileSummary(Quantiles whole) => whole.P50 is null
        ? L["Nothing was measured."]
        : L["Median {0}, 95th percentile {1}.", ClockText.Seconds(whole.P50), ClockText.Seconds(whole.P95)];

    private List<double?> Values(Func<FigurePoint, double?> value) => [.. Figures.Points.Select(value)];

    private List<ChartSeries> Errors()
    {
        var codes = Figures.ErrorCodes.Take(MostCodes).ToList();
        var series = codes.ConvertAll(code => new ChartSeries(code, Values(p => p.Failures.GetValueOrDefault(code))));
        if (Figures.ErrorCodes.Count > MostCodes)
        {
            series.Add(new(L["others"], Values(p => p.Failures.Where(f => !codes.Contains(f.Key)).Sum(f => f.Value))));
        }

        return series;
    }
}
