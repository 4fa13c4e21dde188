namespace AgentWeb.Core.Data.Search;

/// <summary>Finds texts by their words, in titles and messages. Each provider has its own way; deleted conversations are not told apart here.</summary>
public interface ISearchIndex
{
    /// <summary>Finds texts, those that came last first.</summary>
    /// <param name="scope">Where and what is looked for; at least one word.</param>
    /// <param name="before">Only what stands before this place; <see cref="long.MaxValue"/> begins at the newest.</param>
    /// <param name="take">Most hits.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>As many as asked for, or all that are left.</returns>
    Task<IReadOnlyList<SearchHit>> FindAsync(SearchScope scope, long before, int take, CancellationToken cancellationToken);
}

/// <summary>Where and what is looked for.</summary>
/// <param name="OwnerId">The user.</param>
/// <param name="Words">The words.</param>
/// <param name="From">Only texts of this moment or later.</param>
/// <param name="To">Only texts before this moment.</param>
/// <param name="ConversationId">Only this conversation.</param>
public sealed record SearchScope(
    Guid OwnerId, SearchWords Words, DateTimeOffset? From = null, DateTimeOffset? To = null, Guid? ConversationId = null);

/// <summary>A text that was found.</summary>
/// <param name="Place">Its place among all texts; what came later stands higher.</param>
/// <param name="ConversationId">The conversation it belongs to.</param>
/// <param name="MessageId">The message; null when it is the title of the conversation.</param>
public sealed record SearchHit(long Place, Guid ConversationId, Guid? MessageId);
