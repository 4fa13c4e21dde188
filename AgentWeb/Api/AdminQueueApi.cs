using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/admin/queue</c>: what runs and waits, for administrators.</summary>
internal static class AdminQueueApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapAdminQueueApi(this IEndpointRouteBuilder routes)
    {
        var queue = routes.MapGroup(ApiPaths.V1 + "/admin/queue").WithTags("admin").RequireAuthorization(Roles.Admin);
        queue.MapGet("", ReadAsync)
            .WithSummary("Lists what runs and waits, never its text")
            .Produces<QueueResponse>();
        queue.MapPost("/pause", (ClaimsPrincipal user, PauseQueue pause, CancellationToken cancellationToken) => SetPausedAsync(user, pause, paused: true, cancellationToken))
            .WithSummary("Starts nothing new until it is resumed; what runs goes on")
            .Produces<PausedResponse>();
        queue.MapPost("/resume", (ClaimsPrincipal user, PauseQueue pause, CancellationToken cancellationToken) => SetPausedAsync(user, pause, paused: false, cancellationToken))
            .WithSummary("Lets the queue go on")
            .Produces<PausedResponse>();
        queue.MapPost("/{jobId}/cancel", CancelAsync)
            .WithSummary("Stops a job, waiting or running; answers once the upstream request is closed")
            .Produces<StopResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        queue.MapPost("/{jobId}/priority", PrioritiseAsync)
            .WithSummary("Moves a waiting job into another class: high, normal or low")
            .Produces<QueueJobResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        queue.MapPost("/nodes/{node}/drain", (string node, DrainNode drain, CancellationToken cancellationToken) => DrainAsync(node, drain, draining: true, cancellationToken))
            .WithSummary("Tells a node to start nothing new, so that it can be stopped once what it runs has ended")
            .Produces<DrainingResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        queue.MapPost("/nodes/{node}/resume", (string node, DrainNode drain, CancellationToken cancellationToken) => DrainAsync(node, drain, draining: false, cancellationToken))
            .WithSummary("Lets a node start jobs again")
            .Produces<DrainingResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DrainAsync(string node, DrainNode drain, bool draining, CancellationToken cancellationToken) =>
        (await drain.RunAsync(node, draining, cancellationToken)).ToHttp(now => TypedResults.Ok(new DrainingResponse(node, now)));

    private static async Task<IResult> ReadAsync(ReadQueue read, CancellationToken cancellationToken)
    {
        var view = await read.RunAsync(cancellationToken);
        return TypedResults.Ok(new QueueResponse(view.Paused, [.. view.Jobs.Select(QueueJobResponse.From)]));
    }

    private static async Task<IResult> SetPausedAsync(ClaimsPrincipal user, PauseQueue pause, bool paused, CancellationToken cancellationToken)
    {
        await pause.RunAsync(user.UserId(), paused, cancellationToken);
        return TypedResults.Ok(new PausedResponse(paused));
    }

    private static async Task<IResult> CancelAsync(string jobId, KillRun kill, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Job, jobId, out var id)
            ? (await kill.RunAsync(id, cancellationToken)).ToHttp(receipt => TypedResults.Ok(
                new StopResponse(PublicId.Format(PublicId.Run, receipt.RunId), RunStatusNames.Of(receipt.Status))))
            : Error.NotFound("job").ToHttp();

    private static async Task<IResult> PrioritiseAsync(
        string jobId, PriorityRequest request, SetJobPriority setPriority, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Job, jobId, out var id))
        {
            return Error.NotFound("job").ToHttp();
        }

        return request.Priority is { } priority
            ? (await setPriority.RunAsync(id, priority, cancellationToken)).ToHttp(job => TypedResults.Ok(QueueJobResponse.From(job)))
            : new Error("priority_invalid", "priority must be high, normal or low.").ToHttp();
    }
}

/// <summary>The queue.</summary>
internal sealed record QueueResponse(bool Paused, IReadOnlyList<QueueJobResponse> Jobs);

/// <summary>A job.</summary>
internal sealed record QueueJobResponse(
    string JobId, string RunId, string User, string Model, JobKind Kind, JobState State, JobPriority Priority, int Position,
    DateTimeOffset EnqueuedAt, DateTimeOffset? StartedAt, DateTimeOffset WaitingSince, bool WaitsForFiles, string? Node, int Attempts, long? TtftMs,
    double? TokensPerSecond)
{
    public static QueueJobResponse From(QueueEntry job) => new(
        PublicId.Format(PublicId.Job, job.RunId), PublicId.Format(PublicId.Run, job.RunId), job.User, job.ModelKey, job.Kind, job.State,
        job.Priority, job.Position, job.EnqueuedAt, job.StartedAt, job.WaitingSince, job.WaitsForFiles, job.Node, job.Attempts, job.Pace.FirstTokenMs,
        job.Pace.TokensPerSecond);
}

/// <summary>A class of urgency.</summary>
internal sealed record PriorityRequest(JobPriority? Priority);

/// <summary>Whether a node starts nothing new.</summary>
internal sealed record DrainingResponse(string Node, bool Draining);

/// <summary>Whether nothing new starts.</summary>
internal sealed record PausedResponse(bool Paused);
