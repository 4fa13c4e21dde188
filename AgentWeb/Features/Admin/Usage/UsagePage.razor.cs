using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Operations.Usage;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Admin.Usage;

/// <summary>What was used in a period: totals first, then by day, model and user.</summary>
public sealed partial class UsagePage
{
    private const int MostUsers = 100;

    private static readonly int[] Periods = [7, 30, 90, 365];

    private ElementReference _heading;
    private int _days = 30;
    private Guid? _userId;
    private string? _userName;
    private string? _model;
    private UsageReport? _report;
    private IReadOnlyList<string> _labels = [];
    private int _readings;
    private Error? _unread;

    [Inject]
    private ReadUsage ReadUsage { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string CsvAddress => $"/api/v1/admin/usage?format=csv&days={_days.ToString(CultureInfo.InvariantCulture)}"
        + (_userId is { } user ? "&user=" + user.ToString() : "") // An account that was deleted has no address any more.
        + (_model is { } model ? "&model=" + Uri.EscapeDataString(model) : "");

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => RefreshAsync();

    private static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    private static string Short(double value) => UsageText.Short(value);

    private static string Money(double value) => value.ToString("0.##", CultureInfo.CurrentCulture);

    private List<double?> Values(Func<UsageSum, double> value) => [.. _report!.Days.Select(d => (double?)value(d.Used))];

    private async Task RefreshAsync()
    {
        var reading = ++_readings;
        var query = UsageQuery.LastDays(_days, Time.GetUtcNow()) with { OwnerId = _userId, ModelKey = _model };
        var read = await StorageAttempt.ReadAsync<UsageReport>(async () => await ReadUsage.RunAsync(query, CancellationToken.None));
        if (reading == _readings)
        {
            // What could not be read leaves nothing: the report before is one of another period or user.
            _labels = [.. (read.Value?.Days ?? []).Select(d => d.Day.ToString("d", CultureInfo.CurrentCulture))];
            (_report, _unread) = (read.Value, read.Error);
        }
    }

    private Task ShowAsync(int days)
    {
        _days = days;
        return RefreshAsync();
    }

    private Task OfUserAsync(Guid? userId, string? name)
    {
        (_userId, _userName) = (userId, name);
        return RefreshAsync();
    }

    private Task OfModelAsync(string? model)
    {
        _model = model;
        return RefreshAsync();
    }
}
