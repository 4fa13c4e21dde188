using System.Globalization;
using System.Runtime.CompilerServices;
using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>Writes what was used as comma-separated values (RFC 4180): a line for each day, account and model.</summary>
public sealed class ExportUsage(IDbContextFactory<AppDbContext> contexts)
{
    private const string Header =
        "day,user,model,requests,replies,completed,continuations,continuations_completed,stopped,failed,retries,input_tokens,output_tokens,cost";

    /// <summary>The lines, as they are read, each with its end.</summary>
    public async IAsyncEnumerable<string> RunAsync(UsageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Header + "\r\n";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows =
            from used in db.DaysOf(query)
            join user in db.Users on used.OwnerId equals user.Id into known
            from user in known.DefaultIfEmpty()
            orderby used.Day, used.OwnerId, used.ModelKey
            select new { Used = used, User = user == null ? null : user.Email ?? user.UserName };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var u = row.Used;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{u.Day:yyyy-MM-dd},{Field(row.User ?? u.OwnerId.ToString())},{Field(u.ModelKey)},{u.Requests},{u.Replies},{u.Completed},{u.Continuations},{u.ContinuationsCompleted},{u.Stopped},{u.Failed},{u.Retries},{u.InputTokens},{u.OutputTokens},{u.CostMicros / 1_000_000m:0.######}\r\n");
        }
    }

    /// <summary>Text as a field. What a spreadsheet would take for a formula gets an apostrophe, which makes it text there.</summary>
    internal static string Field(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
