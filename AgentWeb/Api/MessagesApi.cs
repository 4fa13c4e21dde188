using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary><c>/api/v1/messages</c>: edit, delete, and move between the versions of a message.</summary>
internal static class MessagesApi
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapMessagesApi(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup(ApiPaths.V1 + "/messages/{messageId}").WithTags("messages");
        messages.MapPost("/edit", EditAsync)
            .WithSummary("Edits a message as a sibling; an edited question is answered anew")
            .Produces<EditResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        messages.MapGet("/siblings", SiblingsAsync)
            .WithSummary("Lists the versions of a message, oldest first")
            .Produces<SiblingsResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        messages.MapPost("/select", SelectAsync)
            .WithSummary("Makes the path through a message the active one")
            .Produces<SelectResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        messages.MapPut("/feedback", RateAsync)
            .WithSummary("Says what the reader thinks of a reply; null takes it back")
            .Produces<FeedbackResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        messages.MapPost("/branch", BranchAsync)
            .WithSummary("Starts a session from a message: what leads to it is copied")
            .Produces<BranchResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        messages.MapDelete("", DeleteAsync)
            .WithSummary("Deletes a message with everything below it; what runs there is stopped")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        messages.MapDelete("/segments/last", RemoveSegmentAsync)
            .WithSummary("Takes the last continuation away from a reply")
            .Produces<SegmentResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> EditAsync(
        string messageId, EditRequest request, ClaimsPrincipal user, EditMessage edit, CancellationToken cancellationToken)
    {
        if (!PublicId.TryParse(PublicId.Message, messageId, out var id))
        {
            return Error.NotFound("message").ToHttp();
        }

        var edited = await edit.RunAsync(user.UserId(), new(id, request.Message ?? request.Content, request.Model), cancellationToken);
        return edited.ToHttp(receipt => TypedResults.Ok(EditResponse.From(receipt)));
    }

    private static async Task<IResult> SiblingsAsync(
        string messageId, ClaimsPrincipal user, ListSiblings list, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Message, messageId, out var id)
            ? (await list.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(found => TypedResults.Ok(SiblingsResponse.From(found)))
            : Error.NotFound("message").ToHttp();

    private static async Task<IResult> SelectAsync(
        string messageId, ClaimsPrincipal user, SelectMessage select, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Message, messageId, out var id)
            ? (await select.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(session => TypedResults.Ok(
                new SelectResponse(PublicId.Format(PublicId.Session, session), messageId)))
            : Error.NotFound("message").ToHttp();

    private static async Task<IResult> RateAsync(
        string messageId, FeedbackRequest request, ClaimsPrincipal user, RateReply rate, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Message, messageId, out var id)
            ? (await rate.RunAsync(user.UserId(), new(id, request.Feedback, request.Note), cancellationToken)).ToHttp(session => TypedResults.Ok(
                new FeedbackResponse(PublicId.Format(PublicId.Session, session), messageId, request.Feedback)))
            : Error.NotFound("message").ToHttp();

    private static async Task<IResult> BranchAsync(
        string messageId, ClaimsPrincipal user, BranchConversation branch, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Message, messageId, out var id)
            ? (await branch.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(session => TypedResults.Json(
                new BranchResponse(PublicId.Format(PublicId.Session, session)), statusCode: StatusCodes.Status201Created))
            : Error.NotFound("message").ToHttp();

    private static async Task<IResult> DeleteAsync(
        string messageId, ClaimsPrincipal user, DeleteMessage delete, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Message, messageId, out var id)
            ? (await delete.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(_ => TypedResults.NoContent())
            : Error.NotFound("message").ToHttp();

    private static async Task<IResult> RemoveSegmentAsync(
        string messageId, ClaimsPrincipal user, RemoveLastSegment remove, CancellationToken cancellationToken) =>
        PublicId.TryParse(PublicId.Message, messageId, out var id)
            ? (await remove.RunAsync(user.UserId(), id, cancellationToken)).ToHttp(reply => TypedResults.Ok(
                new SegmentResponse(messageId, RunStatusNames.Of(reply.Status), reply.FinishReason, reply.Text, reply.Segments.Count)))
            : Error.NotFound("message").ToHttp();
}

/// <summary>A message to say differently.</summary>
/// <param name="Message">The new text.</param>
/// <param name="Content">The new text, under the name that the history has for it.</param>
/// <param name="Model">Key of the model that answers an edited question.</param>
internal sealed record EditRequest(string? Message, string? Content = null, string? Model = null);

/// <summary>What editing made; the last three only where a question was edited, which is answered anew.</summary>
internal sealed record EditResponse(
    string SessionId, string MessageId, string? RunId, string? ReplyId, string? Status, int? QueuePosition, long? EtaMs)
{
    public static EditResponse From(EditReceipt receipt) => new(
        PublicId.Format(PublicId.Session, receipt.ConversationId),
        PublicId.Format(PublicId.Message, receipt.MessageId),
        receipt.Reply is { } run ? PublicId.Format(PublicId.Run, run.RunId) : null,
        receipt.Reply is { } reply ? PublicId.Format(PublicId.Message, reply.MessageId) : null,
        receipt.Reply is { } status ? RunStatusNames.Of(status.Status) : null,
        receipt.Reply?.Wait.Position,
        (long?)receipt.Reply?.Wait.Estimate.TotalMilliseconds);
}

/// <summary>What a reader thinks of a reply.</summary>
/// <param name="Feedback"><c>good</c>, <c>bad</c>, or null for no opinion.</param>
/// <param name="Note">What they have to say.</param>
internal sealed record FeedbackRequest(MessageFeedback? Feedback, string? Note = null);

/// <summary>What is kept of it.</summary>
internal sealed record FeedbackResponse(string SessionId, string MessageId, MessageFeedback? Feedback);

/// <summary>The session that was started.</summary>
internal sealed record BranchResponse(string SessionId);

/// <summary>The versions of a message.</summary>
internal sealed record SiblingsResponse(IReadOnlyList<SiblingResponse> Siblings)
{
    public static SiblingsResponse From(IReadOnlyList<Sibling> siblings) => new([.. siblings.Select(s => new SiblingResponse(
        PublicId.Format(PublicId.Message, s.Id), s.Role, s.Seq, s.IsActive, s.CreatedAt))]);
}

/// <summary>One of them.</summary>
internal sealed record SiblingResponse(string Id, MessageRole Role, long Seq, bool Active, DateTimeOffset CreatedAt);

/// <summary>What is selected now.</summary>
internal sealed record SelectResponse(string SessionId, string MessageId);

/// <summary>A reply after its last segment was removed.</summary>
internal sealed record SegmentResponse(string MessageId, string Status, string? FinishReason, string Content, int Segments);
