using System.Globalization;
using System.Text;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/audit</c>: what administrators may have to answer for. It is only read here; nothing takes an entry away but its age.</summary>
internal static class AuditApi
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapAuditApi(this IEndpointRouteBuilder routes) => routes.MapGet(ApiPaths.V1 + "/admin/audit", ReadAsync)
        .WithTags("admin")
        .RequireAuthorization(Roles.Admin)
        .WithSummary("Lists the audit log, newest first, by action or area, actor and period; format=csv takes all of it out")
        .Produces<AuditResponse>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ReadAsync(
        string? action, string? actor, DateTimeOffset? from, DateTimeOffset? to, string? cursor, int? limit, string? format,
        ReadAudit read, ExportAudit export, HttpContext context, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter(action, actor, from, to);
        if (string.Equals(format, "csv", StringComparison.OrdinalIgnoreCase))
        {
            return new CsvResult(export, filter);
        }

        long? before = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                return new Error("cursor_invalid", "cursor must be what next_cursor was.").ToHttp();
            }

            before = seq;
        }

        var page = await read.RunAsync(filter, before, limit ?? 100, cancellationToken);
        return TypedResults.Ok(new AuditResponse([.. page.Entries.Select(AuditEntryBody.From)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The log as a file, written while it is read.</summary>
    private sealed class CsvResult(ExportAudit export, AuditFilter filter) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/csv; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
            await using var writer = new StreamWriter(httpContext.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await writer.WriteAsync(CsvText.Line("number", "at", "action", "actor", "actor_id", "target", "target_id", "detail", "address"));
            await foreach (var e in export.RunAsync(filter, httpContext.RequestAborted))
            {
                await writer.WriteAsync(CsvText.Line(
                    e.Seq.ToString(CultureInfo.InvariantCulture), e.At.ToString("O", CultureInfo.InvariantCulture), e.Action, e.Actor, e.ActorId?.ToString(),
                    e.Target, e.TargetId, e.Detail, e.Address));
            }
        }
    }
}

/// <summary>A page of the audit log.</summary>
internal sealed record AuditResponse(IReadOnlyList<AuditEntryBody> Entries, string? NextCursor);

/// <summary>Something that was done.</summary>
internal sealed record AuditEntryBody(
    long Number, DateTimeOffset At, string Action, string Actor, Guid? ActorId, string? Target, string? TargetId, string? Detail, string? Address)
{
    public static AuditEntryBody From(AuditEntry e) => new(e.Seq, e.At, e.Action, e.Actor, e.ActorId, e.Target, e.TargetId, e.Detail, e.Address);
}
