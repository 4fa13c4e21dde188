using System.Globalization;
using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/sessions</c>: conversations.</summary>
internal static class SessionsApi
{
    private const int PageSize = 50;

    /// <summary>How long a program that ends a session is made to wait for the summary.</summary>
    private static readonly TimeSpan SummaryPatience = TimeSpan.FromSeconds(60);

    /// <summary>Maps the endpoints.</summary>
    public static void MapSessionsApi(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup(ApiPaths.V1 + "/sessions").WithTags("sessions");
        sessions.MapPost("", CreateAsync)
            .WithSummary("Makes an empty session; it is listed from its first message on")
            .Produces<SessionResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sessions.MapGet("", ListAsync)
            .WithSummary("Lists the sessions that have messages, the one active last first")
            .Produces<SessionsResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sessions.MapGet("/{sessionId}", GetAsync)
            .WithSummary("Reads one session")
            .Produces<SessionResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        sessions.MapPatch("/{sessionId}", ChangeAsync)
            .WithSummary("Renames, pins or archives a session; what is left out stays as it is")
            .Produces<SessionResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        sessions.MapPost("/{sessionId}/end", EndAsync)
            .WithSummary("Ends a session: it takes no message until it is reopened, and a summary of it is written")
            .Produces<EndResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        sessions.MapPost("/{sessionId}/reopen", ReopenAsync)
            .WithSummary("Lets a session that was ended take messages again")
            .Produces<SessionResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        sessions.MapDelete("/{sessionId}", DeleteAsync)
            .WithSummary("Deletes a session with everything in it; what runs in it is stopped")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, CreateConversation create, CancellationToken cancellationToken, CreateSessionRequest? request = null)
    {
        var created = await create.RunAsync(user.UserId(), request?.Title, cancellationToken);
        return created.ToHttp(session => TypedResults.Json(SessionResponse.From(session), statusCode: StatusCodes.Status201Created));
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, ListConversations list, CancellationToken cancellationToken, string? cursor = null, bool archived = false)
    {
        if (!SessionCursor.TryParse(cursor, out var after))
        {
            return new Error("cursor_invalid", "cursor must be the next_cursor of an earlier answer.").ToHttp();
        }

        var page = await list.RunAsync(user.UserId(), after, PageSize, cancellationToken, archived);
        return TypedResults.Ok(new SessionsResponse([.. page.Items.Select(SessionResponse.From)], SessionCursor.Format(page.Next)));
    }

    private static async Task<IResult> GetAsync(
        string sessionId, ClaimsPrincipal user, GetConversation get, ReadConversationSettings settings, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Session, sessionId, out var id))
        {
            return Error.NotFound("conversation").ToHttp();
        }

        var held = await settings.RunAsync(user.UserId(), id, cancellationToken);
        var found = await get.RunAsync(user.UserId(), id, cancellationToken);
        return found.ToHttp(session => TypedResults.Ok(SessionResponse.From(session) with
        {
            Summary = held.Value?.Summary,
            Settings = held.Value is { } set ? SessionSettings.From(set) : null,
        }));
    }

    private static async Task<IResult> EndAsync(
        string sessionId, ClaimsPrincipal user, EndConversation end, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await end.RunAsync(user.UserId(), id, SummaryPatience, cancellationToken))
                .ToHttp(ended => TypedResults.Ok(new EndResponse(sessionId, ConversationStatus.Ended, ended.Summary)))
            : Error.NotFound("conversation").ToHttp();

    private static async Task<IResult> ReopenAsync(
        string sessionId, ClaimsPrincipal user, ReopenConversation reopen, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await reopen.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(session => TypedResults.Ok(SessionResponse.From(session)))
            : Error.NotFound("conversation").ToHttp();

    private static async Task<IResult> ChangeAsync(
        string sessionId, ChangeSessionRequest request, ClaimsPrincipal user, ChangeConversation change, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await change.RunAsync(user.UserId(), new(id, request.Title, request.Pinned, request.Archived, request.Settings?.ToInput()), cancellationToken))
                .ToHttp(session => TypedResults.Ok(SessionResponse.From(session)))
            : Error.NotFound("conversation").ToHttp();

    private static async Task<IResult> DeleteAsync(
        string sessionId, ClaimsPrincipal user, DeleteConversation delete, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await delete.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("conversation").ToHttp();
}

/// <summary>A session to make.</summary>
internal sealed record CreateSessionRequest(string? Title);

/// <summary>What changes; what is null stays.</summary>
internal sealed record ChangeSessionRequest(string? Title = null, bool? Pinned = null, bool? Archived = null, SessionSettings? Settings = null);

/// <summary>How a session is held; taken as a whole, so what is null is not set.</summary>
/// <param name="Instructions">What the model is told before everything else.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">Most tokens of a reply.</param>
internal sealed record SessionSettings(string? Instructions = null, double? Temperature = null, int? MaxTokens = null)
{
    public static SessionSettings From(ConversationSettings set) => new(set.Instructions, set.Temperature, set.MaxOutputTokens);

    public ConversationSettings ToInput() => new() { Instructions = Instructions, Temperature = Temperature, MaxOutputTokens = MaxTokens };
}

/// <summary>A session that was ended; the summary is null where writing it takes longer than one waits.</summary>
internal sealed record EndResponse(string SessionId, ConversationStatus Status, string? Summary);

/// <summary>A session.</summary>
internal sealed record SessionResponse(
    string SessionId, string Title, ConversationStatus Status, int MessageCount, DateTimeOffset CreatedAt, DateTimeOffset LastActiveAt,
    bool Pinned, bool Archived, bool Unread)
{
    /// <summary>What it was about, once it was ended; only where one session is read.</summary>
    public string? Summary { get; init; }

    /// <summary>How it is held; only where one session is read.</summary>
    public SessionSettings? Settings { get; init; }

    public static SessionResponse From(ConversationSummary c) =>
        new(PublicId.Format(PublicId.Session, c.Id), c.Title, c.Status, c.MessageCount, c.CreatedAt, c.LastActiveAt, c.Pinned, c.Archived, c.Unread);
}

/// <summary>A page of sessions.</summary>
internal sealed record SessionsResponse(IReadOnlyList<SessionResponse> Sessions, string? NextCursor);

/// <summary>A place in the list of sessions, as text that clients hand back unread.</summary>
internal static class SessionCursor
{
    public static string? Format(ConversationCursor? cursor) => cursor is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{(place.Pinned ? 1 : 0)}-{place.LastActiveAt.UtcTicks:x}-{place.Id:n}")
        : null;

    /// <summary>Reads it; none is the beginning.</summary>
    public static bool TryParse(string? text, out ConversationCursor? cursor)
    {
        cursor = null;
        if (text is null)
        {
            return true;
        }

        var parts = text.Split('-');
        if (parts.Length != 3
            || parts[0] is not ("0" or "1")
            || !long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < 0 || ticks > DateTime.MaxValue.Ticks
            || !Guid.TryParseExact(parts[2], "N", out var id))
        {
            return false;
        }

        cursor = new ConversationCursor(parts[0] == "1", new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }
}
