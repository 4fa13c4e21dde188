using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using AgentWeb.Core.Search;

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
            .WithSummary("Lists the sessions that have messages, the one active last first; with a query those that are found, the newest hit first")
            .Produces<SessionsResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sessions.MapGet("/{sessionId}", GetAsync)
            .WithSummary("Reads one session")
            .Produces<SessionResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        sessions.MapPatch("/{sessionId}", ChangeAsync)
            .WithSummary("Renames, pins, archives or tags a session, or moves it to a folder; what is left out stays as it is")
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
        [AsParameters] SessionsQuery asked, ClaimsPrincipal user, ListConversations list, SearchConversations search, CancellationToken cancellationToken)
    {
        Guid? folderId = null;
        if (asked.Folder is not null)
        {
            if (!PublicId.TryParse(PublicId.Folder, asked.Folder, out var id))
            {
                return Error.NotFound("folder").ToHttp();
            }

            folderId = id;
        }

        if (asked.Query is not null)
        {
            return await SearchAsync(asked, folderId, user.UserId(), search, cancellationToken);
        }

        if (!SessionCursor.TryParse(asked.Cursor, out ConversationCursor? after))
        {
            return SessionCursor.Invalid.ToHttp();
        }

        // A folder or a tag is looked into as a whole.
        var filter = new ConversationFilter(folderId is null && asked.Tag is null ? asked.Archived : null, folderId, asked.Tag);
        var page = await list.RunAsync(user.UserId(), after, PageSize, cancellationToken, filter);
        return TypedResults.Ok(new SessionsResponse([.. page.Items.Select(SessionResponse.From)], SessionCursor.Format(page.Next)));
    }

    private static async Task<IResult> SearchAsync(
        SessionsQuery asked, Guid? folderId, Guid userId, SearchConversations search, CancellationToken cancellationToken)
    {
        if (!SessionCursor.TryParse(asked.Cursor, out SearchCursor? after))
        {
            return SessionCursor.Invalid.ToHttp();
        }

        var page = await search.RunAsync(userId, new(asked.Query, asked.From, asked.To, asked.Model, folderId), after, PageSize, cancellationToken);
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
        string sessionId, ChangeSessionRequest request, ClaimsPrincipal user, ChangeConversation change, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Session, sessionId, out var id))
        {
            return Error.NotFound("conversation").ToHttp();
        }

        FolderChoice? folder = request.Folder is null ? null : new FolderChoice(Id: null);
        if (request.Folder is { Length: > 0 })
        {
            if (!PublicId.TryParse(PublicId.Folder, request.Folder, out var folderId))
            {
                return Error.NotFound("folder").ToHttp();
            }

            folder = new(folderId);
        }

        var changed = await change.RunAsync(
            user.UserId(), new(id, request.Title, request.Pinned, request.Archived, folder, request.Tags, request.Settings?.ToInput()), cancellationToken);
        return changed.ToHttp(session => TypedResults.Ok(SessionResponse.From(session)));
    }

    private static async Task<IResult> DeleteAsync(
        string sessionId, ClaimsPrincipal user, DeleteConversation delete, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Session, sessionId, out var id)
            ? (await delete.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("conversation").ToHttp();
}
