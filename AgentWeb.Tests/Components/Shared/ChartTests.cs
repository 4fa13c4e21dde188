using AgentWeb.Components.Shared.Charts;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Components.Shared;

public sealed class ChartTests : IAsyncLifetime
{
    private readonly BunitContext _context = new();

    public ValueTask InitializeAsync()
    {
        _context.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.3, 0.5)]
    [InlineData(7, 10)]
    [InlineData(10, 10)]
    [InlineData(1300, 2000)]
    public void ScaleFor_Values_EndsAtTheNextRoundNumber(double most, double end) =>
        Assert.Equal(end, ChartGeometry.ScaleFor(ChartKind.Lines, [new("a", [most / 2, most, null])]), 6);

    [Fact]
    public void ScaleFor_StackedBars_AddsThemUp() =>
        Assert.Equal(20, ChartGeometry.ScaleFor(ChartKind.StackedBars, [new("a", [6, 1]), new("b", [6, null])]));

    [Fact]
    public void Line_MissingValues_BreakIt() =>
        Assert.Equal("M0 120L150 60M450 0h1", ChartGeometry.Line([0, 1, null, 2, null], 2));

    [Fact]
    public void Bars_SecondSeries_StandsOnTheFirst()
    {
        ChartSeries[] series = [new("a", [1, 0]), new("b", [1, 2])];

        Assert.Equal("M37.5 120V60h225V120Z", ChartGeometry.Bars(series, 0, 2));
        Assert.Equal("M37.5 60V0h225V60ZM337.5 120V0h225V120Z", ChartGeometry.Bars(series, 1, 2));
    }

    [Fact]
    public void Chart_ItsTable_HasWhatIsDrawnAndComesWhenAsked()
    {
        var chart = _context.Render<Chart>(p => p
            .Add(c => c.Title, "Wait").Add(c => c.Summary, "Little.").Add(c => c.FirstColumn, "Time").Add(c => c.Labels, ["1:00", "2:00"])
            .Add(c => c.Series, [new("Median", [1, null]), new("p95", [3, 4])]).Add(c => c.Format, v => $"{v} s"));

        Assert.Equal("Wait. Little.", chart.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.Empty(chart.FindAll("table"));
        chart.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal(["2:00|–|4 s", "1:00|1 s|3 s"], chart.FindAll("tbody tr").Select(row => string.Join('|', row.Children.Select(c => c.TextContent))));
    }
}
