using System.Text;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Operations.Usage;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/usage</c>: tokens, cost and requests of a period, for administrators.</summary>
internal static class AdminUsageApi
{
    /// <summary>Days where the caller does not say.</summary>
    private const int UsualDays = 30;

    /// <summary>Maps the endpoint.</summary>
    public static void MapAdminUsageApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ApiPaths.V1 + "/admin/usage", ReadAsync).WithTags("admin").RequireAuthorization(Roles.Admin)
            .WithSummary("What was used in the last days: days from 1 to 366, of one user (e-mail address, or user_id, also of an account that was deleted) or model, as json or csv")
            .Produces<UsageResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ReadAsync(
        int? days, string? user, string? model, string? format, ReadUsage read, ExportUsage export, IDbContextFactory<AppDbContext> contexts,
        TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        if (days is < 1 or > UsageQuery.MaxDays)
        {
            return new Error("days_invalid", $"days must be between 1 and {UsageQuery.MaxDays}.").ToHttp();
        }

        if (format is not (null or "json" or "csv"))
        {
            return new Error("format_invalid", "format must be json or csv.").ToHttp();
        }

        var query = UsageQuery.LastDays(days ?? UsualDays, time.GetUtcNow()) with { ModelKey = model };
        if (user is not null)
        {
            if (await FindAsync(contexts, user, cancellationToken) is not { } id)
            {
                return Error.NotFound("account").ToHttp();
            }

            query = query with { OwnerId = id };
        }

        return format == "csv"
            ? await WriteCsvAsync(export, query, context, cancellationToken)
            : TypedResults.Ok(UsageResponse.Of(query, await read.RunAsync(query, cancellationToken)));
    }

    private static async Task<IResult> WriteCsvAsync(ExportUsage export, UsageQuery query, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"usage-{query.From:yyyy-MM-dd}-{query.To:yyyy-MM-dd}.csv\"");
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await foreach (var line in export.RunAsync(query, cancellationToken))
        {
            await writer.WriteAsync(line.AsMemory(), cancellationToken);
        }

        return Results.Empty;
    }

    /// <summary>An account by its address, or by its identifier: what was used stays when the account, and with it the address, is gone.</summary>
    private static async Task<Guid?> FindAsync(IDbContextFactory<AppDbContext> contexts, string user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (Guid.TryParse(user, out var id))
        {
            // Of a month that is long over only its sums are left.
            var isKnown = await db.Users.AnyAsync(u => u.Id == id, cancellationToken)
                || await db.UsageDays.AnyAsync(u => u.OwnerId == id, cancellationToken)
                || await db.UsageMonths.AnyAsync(u => u.OwnerId == id, cancellationToken);
            return isKnown ? id : null;
        }

        var normalized = user.Trim().ToUpperInvariant();
        return await db.Users.Where(u => u.NormalizedEmail == normalized).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancellationToken);
    }
}

/// <summary>What was used in a period.</summary>
internal sealed record UsageResponse(
    DateOnly From, DateOnly To, UsageBlock Total, IReadOnlyList<UsageDayBlock> Days, IReadOnlyList<UsageUserBlock> Users, IReadOnlyList<UsageModelBlock> Models,
    UsageQuantiles TtftSeconds, UsageQuantiles TokensPerSecond, UsageQuantiles WaitSeconds)
{
    public static UsageResponse Of(UsageQuery query, UsageReport report) => new(
        query.From,
        query.To,
        UsageBlock.From(report.Whole),
        [.. report.Days.Select(d => new UsageDayBlock(d.Day, UsageBlock.From(d.Used)))],
        [.. report.Users.Select(u => new UsageUserBlock(u.OwnerId, u.User, UsageBlock.From(u.Used)))],
        [.. report.Models.Select(m => new UsageModelBlock(m.ModelKey, UsageBlock.From(m.Used)))],
        UsageQuantiles.From(report.FirstToken),
        UsageQuantiles.From(report.TokenRate),
        UsageQuantiles.From(report.Wait));
}

/// <summary>Use, added up; rates are null where there is nothing to divide.</summary>
internal sealed record UsageBlock(
    long Requests, long Replies, long Completed, long Continuations, long Stopped, long Failed, long Retries, long InputTokens, long OutputTokens,
    decimal Cost, double? ContinueRate, double? ContinueSuccessRate, double? StopRate, double? FailureRate, double? RetryRate)
{
    public static UsageBlock From(UsageSum used) => new(
        used.Requests, used.Replies, used.Completed, used.Continuations, used.Stopped, used.Failed, used.Retries, used.InputTokens, used.OutputTokens,
        used.Cost, used.ContinuedShare, used.ContinuationSuccess, used.StoppedShare, used.FailedShare, used.RetryRate);
}

/// <summary>Use on a day (UTC).</summary>
internal sealed record UsageDayBlock(DateOnly Day, UsageBlock Usage);

/// <summary>Use by an account; no e-mail address when it was deleted.</summary>
internal sealed record UsageUserBlock(Guid UserId, string? User, UsageBlock Usage);

/// <summary>Use of a model.</summary>
internal sealed record UsageModelBlock(string Model, UsageBlock Usage);

/// <summary>The middle and the slow end of a measure.</summary>
internal sealed record UsageQuantiles(double? P50, double? P95)
{
    public static UsageQuantiles From(Quantiles quantiles) => new(quantiles.P50, quantiles.P95);
}
