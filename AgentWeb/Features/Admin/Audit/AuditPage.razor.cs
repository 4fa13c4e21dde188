using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace AgentWeb.Features.Admin.Audit;

/// <summary>The audit log, newest first.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 50;

    private readonly List<AuditEntry> _entries = [];
    private ElementReference _heading;
    private string _action = "";
    private string _actor = "";
    private string _from = "";
    private string _to = "";
    private long? _next;
    private int _readings;
    private bool _isReading;
    private Error? _unread;

    [CascadingParameter(Name = Moment.Offset)]
    private TimeSpan UtcOffset { get; set; }

    [Inject]
    private ReadAudit Read { get; set; } = null!;

    private AuditFilter Filter => new(_action, _actor, DayOf(_from), DayOf(_to)?.AddDays(1));

    private string ExportAddress
    {
        get
        {
            var query = new QueryBuilder { { "format", "csv" } };
            foreach (var (name, value) in new[] { ("action", _action), ("actor", _actor), ("from", Filter.From?.ToString("O", CultureInfo.InvariantCulture)), ("to", Filter.To?.ToString("O", CultureInfo.InvariantCulture)) })
            {
                if (!string.IsNullOrEmpty(value))
                {
                    query.Add(name, value);
                }
            }

            return "/api/v1/admin/audit" + query.ToQueryString();
        }
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => FilterAsync(() => { });

    private static string TextOf(ChangeEventArgs e) => e.Value as string ?? "";

    /// <summary>The beginning of a day of the reader's.</summary>
    private DateTimeOffset? DayOf(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9000
            ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), UtcOffset)
            : null;

    private async Task FilterAsync(Action change)
    {
        change();
        _entries.Clear();
        _next = null;
        await ReadAsync();
    }

    /// <summary>A second click before the entries are there asks for the same ones.</summary>
    private Task OlderAsync() => _isReading ? Task.CompletedTask : ReadAsync();

    /// <summary>Adds what follows to what is shown, which stays where that cannot be read.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        _isReading = true;
        var read = await StorageAttempt.ReadAsync<Core.Audit.AuditPage>(async () => await Read.RunAsync(Filter, _next, PageSize, CancellationToken.None));
        if (reading != _readings)
        {
            return; // The filter was changed meanwhile, and what it lets through is being read.
        }

        (_isReading, _unread) = (false, read.Error);
        if (read.Value is { } page)
        {
            _entries.AddRange(page.Entries);
            _next = page.Next;
        }
    }
}
