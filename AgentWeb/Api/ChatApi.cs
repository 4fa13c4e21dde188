using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/chat</c>: send, stream, stop, come back to a run, read what was said.</summary>
internal static class ChatApi
{
    private const int DefaultHistoryLimit = 100;

    /// <summary>Maps the endpoints.</summary>
    public static void MapChatApi(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup(ApiPaths.V1 + "/chat").WithTags("chat");
        chat.MapPost("", QueueAsync)
            .WithSummary("Queues a message and returns; the run goes on by itself")
            .Produces<ChatResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        chat.MapPost("/stream", StreamAsync)
            .WithSummary("Queues a message and streams the events of its run as server-sent events")
            .Produces<string>(StatusCodes.Status200OK, RunEventStream.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        chat.MapPost("/regenerate", RegenerateAsync)
            .WithSummary("Answers the same question again; the new reply is a sibling of the old one")
            .Produces<ChatResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        chat.MapPost("/continue", ContinueAsync)
            .WithSummary("Goes on with a reply that was stopped, broke off or reached its length limit, and streams what is added")
            .Produces<string>(StatusCodes.Status200OK, RunEventStream.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        chat.MapPost("/stop", StopAsync)
            .WithSummary("Stops a run, or the runs of a session; answers once the upstream request is closed")
            .Produces<StopResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        chat.MapGet("/runs/{runId}/events", EventsAsync)
            .WithSummary("Streams the events of a run, from the one after Last-Event-ID where that is given")
            .Produces<string>(StatusCodes.Status200OK, RunEventStream.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        chat.MapGet("/history/{sessionId}", HistoryAsync)
            .WithSummary("Reads the active path of a session in pages, oldest first within a page")
            .Produces<HistoryResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> QueueAsync(
        ChatRequest request, ClaimsPrincipal user, SendMessage sendMessage, PlaceInQueue place, CancellationToken cancellationToken)
    {
        var sent = await SendAsync(request, user, sendMessage, cancellationToken);
        return await AcceptedAsync(sent, place, cancellationToken);
    }

    private static async Task<IResult> RegenerateAsync(
        RegenerateRequest request, ClaimsPrincipal user, RegenerateReply regenerate, PlaceInQueue place, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Message, request.MessageId, out var id))
        {
            return Error.NotFound("reply").ToHttp();
        }

        var sent = await regenerate.RunAsync(user.UserId(), new(id, request.Model, request.Temperature, request.MaxTokens), cancellationToken);
        return await AcceptedAsync(sent, place, cancellationToken);
    }

    private static async Task<IResult> ContinueAsync(
        ContinueRequest request, ClaimsPrincipal user, ContinueReply continueReply, OpenRun openRun, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Message, request.MessageId, out var id))
        {
            return Error.NotFound("reply").ToHttp();
        }

        var sent = await continueReply.RunAsync(user.UserId(), new(id, request.Temperature, request.MaxTokens), cancellationToken);
        return await EventsOfAsync(sent, user, openRun, cancellationToken);
    }

    /// <summary>What was accepted, with its place; that of a repeated request is looked up anew.</summary>
    private static async Task<IResult> AcceptedAsync(Result<SendReceipt> sent, PlaceInQueue place, CancellationToken cancellationToken)
    {
        if (!sent.Succeeded)
        {
            return sent.Error.ToHttp();
        }

        var wait = sent.Value.Wait is { Position: > 0 } or { File: not null } ? sent.Value.Wait : await place.RunAsync(sent.Value.RunId, cancellationToken);
        return TypedResults.Json(ChatResponse.From(sent.Value, wait), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> EventsOfAsync(
        Result<SendReceipt> sent, ClaimsPrincipal user, OpenRun openRun, CancellationToken cancellationToken)
    {
        if (!sent.Succeeded)
        {
            return sent.Error.ToHttp();
        }

        var log = await openRun.RunAsync(user.UserId(), sent.Value.RunId, cancellationToken);
        return log.ToHttp(opened => new RunEventStream(opened, after: null));
    }

    private static async Task<IResult> StreamAsync(
        ChatRequest request, ClaimsPrincipal user, SendMessage sendMessage, OpenRun openRun, CancellationToken cancellationToken)
    {
        var sent = await SendAsync(request, user, sendMessage, cancellationToken);
        return await EventsOfAsync(sent, user, openRun, cancellationToken);
    }

    private static async Task<IResult> StopAsync(
        StopRequest request, ClaimsPrincipal user, StopRun stopRun, CancellationToken cancellationToken)
    {
        var input = (request.RunId, request.SessionId) switch
        {
            ({ } run, null) when PublicId.TryParse(PublicId.Run, run, out var runId) => new StopRunInput(RunId: runId),
            (null, { } session) when PublicId.TryParse(PublicId.Session, session, out var sessionId) => new StopRunInput(ConversationId: sessionId),
            (null, null) or ({ }, { }) => null,
            _ => new StopRunInput(RunId: Guid.Empty),
        };
        if (input is null)
        {
            return new Error("stop_target_invalid", "Give either run_id or session_id.").ToHttp();
        }

        var stopped = await stopRun.RunAsync(user.UserId(), input, cancellationToken);
        return stopped.ToHttp(receipt => TypedResults.Ok(
            new StopResponse(PublicId.Format(PublicId.Run, receipt.RunId), RunStatusNames.Of(receipt.Status))));
    }

    private static async Task<IResult> EventsAsync(
        string runId, HttpRequest request, ClaimsPrincipal user, OpenRun openRun, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Run, runId, out var id))
        {
            return Error.NotFound("run").ToHttp();
        }

        if (!RunEventStream.TryReadLastEventId(request, out var after))
        {
            return new Error("last_event_id_invalid", "Last-Event-ID must be the number of an event.").ToHttp();
        }

        var log = await openRun.RunAsync(user.UserId(), id, cancellationToken);
        return log.ToHttp(opened => new RunEventStream(opened, after));
    }

    private static async Task<IResult> HistoryAsync(
        string sessionId, ClaimsPrincipal user, ReadTranscript readTranscript, CancellationToken cancellationToken,
        int limit = DefaultHistoryLimit, string? before = null)
    {
        if (!PublicId.TryParse(PublicId.Session, sessionId, out var id))
        {
            return Error.NotFound("conversation").ToHttp();
        }

        if (limit is < 1 or > ReadTranscript.MaxPageSize)
        {
            return new Error("limit_invalid", $"limit must be between 1 and {ReadTranscript.MaxPageSize}.").ToHttp();
        }

        Guid? beforeId = null;
        if (before is not null)
        {
            if (!PublicId.TryParse(PublicId.Message, before, out var parsed))
            {
                return Error.NotFound("message").ToHttp();
            }

            beforeId = parsed;
        }

        var page = await readTranscript.RunAsync(user.UserId(), id, limit, beforeId, cancellationToken);
        return page.ToHttp(found => TypedResults.Ok(HistoryResponse.From(found)));
    }

    private static async Task<Result<SendReceipt>> SendAsync(
        ChatRequest request, ClaimsPrincipal user, SendMessage sendMessage, CancellationToken cancellationToken)
    {
        var input = request.ToInput();
        return input.Succeeded ? await sendMessage.RunAsync(user.UserId(), input.Value, cancellationToken) : input.Error;
    }
}
