using System.Globalization;
using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Audit;

/// <summary>Takes the audit log out, piece by piece, however long it is. That it was taken out is written into it first.</summary>
public sealed class ExportAudit(ReadAudit read, AuditTrail trail)
{
    /// <summary>Reads all entries that are asked for, newest first.</summary>
    public async IAsyncEnumerable<AuditEntry> RunAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await trail.RecordAsync(new(AuditActions.AuditExported, Detail: Describe(filter)), cancellationToken);
        long? before = null;
        do
        {
            var page = await read.RunAsync(filter, before, ReadAudit.MaxCount, cancellationToken);
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            before = page.Next;
        }
        while (before is not null);
    }

    private static string Describe(AuditFilter filter)
    {
        var parts = new[] { ("action", filter.Action), ("actor", filter.Actor), ("from", filter.From?.ToString("O", CultureInfo.InvariantCulture)), ("to", filter.To?.ToString("O", CultureInfo.InvariantCulture)) };
        return parts.Where(part => !string.IsNullOrWhiteSpace(part.Item2)).Select(part => $"{part.Item1} {part.Item2}").ToList() is { Count: > 0 } said
            ? string.Join(", ", said)
            : "all of it";
    }
}
