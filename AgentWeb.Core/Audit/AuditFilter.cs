using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Audit;

/// <summary>Which entries of the audit log are asked for; everything that is null does not matter.</summary>
/// <param name="Action">An action such as <c>user.locked</c>, or an area such as <c>user</c>.</param>
/// <param name="Actor">A part of what the person is called, whatever its case.</param>
/// <param name="From">The earliest moment.</param>
/// <param name="To">The moment before which it was.</param>
public sealed record AuditFilter(string? Action = null, string? Actor = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    private const string Escape = "\\";

    internal IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
    {
        if (!string.IsNullOrWhiteSpace(Action))
        {
            var (action, area) = (Action.Trim(), Action.Trim() + ".");
            entries = Action.Contains('.', StringComparison.Ordinal) ? entries.Where(e => e.Action == action) : entries.Where(e => e.Action.StartsWith(area));
        }

        if (!string.IsNullOrWhiteSpace(Actor))
        {
            // Both databases compare so whatever the case.
            var pattern = $"%{Escaped(Actor.Trim())}%";
            entries = entries.Where(e => EF.Functions.Like(e.Actor, pattern, Escape));
        }

        if (From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }

        return To is { } to ? entries.Where(e => e.At < to) : entries;
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is '%' or '_' or '[' or '\\' ? Escape + c : c.ToString()));
}
