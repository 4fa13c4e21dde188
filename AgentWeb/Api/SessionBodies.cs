using System.ComponentModel;
using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Search;
using Microsoft.AspNetCore.Mvc;

namespace AgentWeb.Api;

/// <summary>How a session is held; taken as a whole, so what is null is not set.</summary>
/// <param name="Instructions">What the model is told before everything else.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">Most tokens of a reply.</param>
/// <param name="UsesLibrary">Whether its replies may draw on all files of its owner.</param>
internal sealed record SessionSettings(string? Instructions = null, double? Temperature = null, int? MaxTokens = null, bool UsesLibrary = false)
{
    public static SessionSettings From(ConversationSettings set) => new(set.Instructions, set.Temperature, set.MaxOutputTokens, set.UsesLibrary);

    public ConversationSettings ToInput() => new() { Instructions = Instructions, Temperature = Temperature, MaxOutputTokens = MaxTokens, UsesLibrary = UsesLibrary };
}

/// <summary>A session that was ended; the summary is null where writing it takes longer than one waits.</summary>
internal sealed record EndResponse(string SessionId, ConversationStatus Status, string? Summary);

/// <summary>Which sessions are listed.</summary>
internal sealed record SessionsQuery(
    [property: FromQuery(Name = "query"), Description("Words that a title or a message must have, all of them; the last one may be a beginning. Case and accents do not count.")]
    string? Query = null,
    [property: FromQuery(Name = "cursor"), Description("The next_cursor of an earlier answer to the same question.")]
    string? Cursor = null,
    [property: FromQuery(Name = "from"), Description("With a query: only what was written at this moment or later (RFC 3339).")]
    DateTimeOffset? From = null,
    [property: FromQuery(Name = "to"), Description("With a query: only what was written before this moment (RFC 3339).")]
    DateTimeOffset? To = null,
    [property: FromQuery(Name = "model"), Description("With a query: only sessions in which this model answered.")]
    string? Model = null,
    [property: FromQuery(Name = "archived"), Description("Without a query: those that were put away, instead of the others. A search finds both.")]
    bool Archived = false,
    [property: FromQuery(Name = "folder"), Description("Only sessions in this folder, archived ones too.")]
    string? Folder = null,
    [property: FromQuery(Name = "tag"), Description("Without a query: only sessions with this tag, archived ones too.")]
    string? Tag = null);

/// <summary>A session to make.</summary>
internal sealed record CreateSessionRequest(string? Title);

/// <summary>What changes; what is null stays.</summary>
internal sealed record ChangeSessionRequest(
    string? Title = null,
    bool? Pinned = null,
    bool? Archived = null,
    [property: Description("The folder it is moved to; an empty string takes it out of any.")] string? Folder = null,
    [property: Description("All of its tags, at most 10.")] IReadOnlyList<string?>? Tags = null,
    [property: Description("How it is held from now on, as a whole.")] SessionSettings? Settings = null);

/// <summary>A session.</summary>
internal sealed record SessionResponse(
    string SessionId, string Title, ConversationStatus Status, int MessageCount, DateTimeOffset CreatedAt, DateTimeOffset LastActiveAt,
    bool Pinned, bool Archived, bool Unread, string? Folder, IReadOnlyList<string> Tags)
{
    /// <summary>Of a search: the message that was found, around the words, as plain text.</summary>
    public string? Snippet { get; init; }

    /// <summary>Of a search: where the words are in the snippet.</summary>
    public IReadOnlyList<HighlightResponse>? Highlights { get; init; }

    /// <summary>Of a search: that message; left out when only the title was found.</summary>
    public string? MessageId { get; init; }

    /// <summary>What it was about, once it was ended; only where one session is read.</summary>
    public string? Summary { get; init; }

    /// <summary>How it is held; only where one session is read.</summary>
    public SessionSettings? Settings { get; init; }

    public static SessionResponse From(ConversationSummary c) =>
        new(PublicId.Format(PublicId.Session, c.Id), c.Title, c.Status, c.MessageCount, c.CreatedAt, c.LastActiveAt, c.Pinned, c.Archived, c.Unread,
            c.FolderId is { } folder ? PublicId.Format(PublicId.Folder, folder) : null, c.Tags);

    public static SessionResponse From(FoundConversation found) => From(found.Conversation) with
    {
        Snippet = found.MessageId is null ? null : string.Concat(found.Snippet.Select(piece => piece.Text)),
        Highlights = found.MessageId is null ? null : HighlightResponse.In(found.Snippet),
        MessageId = found.MessageId is { } id ? PublicId.Format(PublicId.Message, id) : null,
    };
}

/// <summary>Where a word is in a snippet, in UTF-16 characters.</summary>
internal sealed record HighlightResponse(int Start, int Length)
{
    public static IReadOnlyList<HighlightResponse> In(IReadOnlyList<SnippetPiece> pieces)
    {
        var (marks, at) = (new List<HighlightResponse>(), 0);
        foreach (var piece in pieces)
        {
            if (piece.IsMatch)
            {
                marks.Add(new(at, piece.Text.Length));
            }

            at += piece.Text.Length;
        }

        return marks;
    }
}

/// <summary>A page of sessions.</summary>
internal sealed record SessionsResponse(IReadOnlyList<SessionResponse> Sessions, string? NextCursor);
