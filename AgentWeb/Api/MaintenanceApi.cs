using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Backup;
using AgentWeb.Core.Results;
using AgentWeb.Core.Retention;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/backups</c> and <c>/api/v1/admin/retention</c>: copies of everything, and what takes old things away.</summary>
internal static class MaintenanceApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapMaintenanceApi(this IEndpointRouteBuilder routes)
    {
        var backups = routes.MapGroup(ApiPaths.V1 + "/admin/backups").WithTags("admin").RequireAuthorization(Roles.Admin);
        backups.MapGet("", (BackupFolder folder) => TypedResults.Ok(new BackupsBody([.. folder.List().Select(BackupBody.From)])))
            .WithSummary("Lists backups, newest first");
        backups.MapPost("", async (CreateBackup create, CancellationToken cancellationToken) =>
                (await create.RunAsync(scheduled: false, cancellationToken)).ToHttp(made => TypedResults.Created($"{ApiPaths.V1}/admin/backups/{made.Name}", BackupBody.From(made))))
            .WithSummary("Makes a backup; answers when it is done")
            .Produces<BackupBody>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        backups.MapGet("/{name}", DownloadAsync)
            .WithSummary("Downloads a backup. It holds everything, the keys of cookies and secrets included")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound);
        backups.MapDelete("/{name}", async (string name, DeleteBackup delete, CancellationToken cancellationToken) =>
                (await delete.RunAsync(name, cancellationToken)).ToHttp(_ => TypedResults.NoContent()))
            .WithSummary("Deletes a backup")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);

        var retention = routes.MapGroup(ApiPaths.V1 + "/admin/retention").WithTags("admin").RequireAuthorization(Roles.Admin);
        retention.MapGet("", ReadAsync).WithSummary("Tells what cleaning did last");
        retention.MapPost("/run", async (RunRetention run, ReadRetention read, CancellationToken cancellationToken) =>
            {
                await run.RunAsync(all: true, cancellationToken);
                return await ReadAsync(read, cancellationToken);
            })
            .WithSummary("Takes away now what is older than it may be");
    }

    /// <summary>Written down before it goes out: who breaks the download off has a part of it.</summary>
    private static async Task<IResult> DownloadAsync(string name, BackupFolder folder, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (folder.Find(name) is not { } file)
        {
            return Error.NotFound("backup").ToHttp();
        }

        await audit.RecordAsync(new(AuditActions.BackupDownloaded, file.Name, file.Name), cancellationToken);
        return TypedResults.PhysicalFile(folder.PathOf(file.Name), "application/zip", file.Name);
    }

    private static async Task<IResult> ReadAsync(ReadRetention read, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RetentionBody([.. (await read.RunAsync(cancellationToken)).Select(RetentionTaskBody.From)]));
}

/// <summary>Backups.</summary>
internal sealed record BackupsBody(IReadOnlyList<BackupBody> Backups);

/// <summary>A backup.</summary>
internal sealed record BackupBody(string Name, long Size, DateTimeOffset CreatedAt, bool Scheduled)
{
    public static BackupBody From(BackupFile file) => new(file.Name, file.Size, file.CreatedAt, file.Scheduled);
}

/// <summary>What cleaning did last.</summary>
internal sealed record RetentionBody(IReadOnlyList<RetentionTaskBody> Tasks);

/// <summary>One kind of cleaning.</summary>
internal sealed record RetentionTaskBody(string Task, DateTimeOffset? RanAt, long? Removed, long? DurationMs, string? Error)
{
    public static RetentionTaskBody From(RetentionView view) =>
        new(view.Task, view.Report?.RanAt, view.Report?.Removed, view.Report?.DurationMs, view.Report?.ErrorCode);
}
