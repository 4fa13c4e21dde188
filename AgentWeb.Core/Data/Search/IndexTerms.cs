using System.Text;

namespace AgentWeb.Core.Data.Search;

/// <summary>
/// Writes words as the full-text index of SQLite holds them. Each word carries its owner: a query reads only what its user wrote, also for
/// a word that everybody uses and for the beginning of one. And each text carries its conversation.
/// </summary>
internal static class IndexTerms
{
    /// <summary>
    /// How many digits of an identifier are used. The prefix indexes of the table are made for this length (13 to 18 are the owner and one to six
    /// letters). Two owners that share them would share some work, not results: rows are read by their real owner.
    /// </summary>
    private const int KeyLength = 12;

    // No word begins so, since it is no letter, but to the tokenizer it is part of one.
    private const char ConversationMark = '§';

    /// <summary>What the index holds of a text; called by triggers as <c>search_terms</c>.</summary>
    /// <param name="ownerId">The owner, as SQLite stores it.</param>
    /// <param name="conversationId">The conversation, as SQLite stores it.</param>
    /// <param name="text">UTF-8, since SQLite's own text ends at a NUL.</param>
    public static string Of(string ownerId, string conversationId, byte[] text)
    {
        var owner = Key(Guid.Parse(ownerId));
        var terms = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Words.In(Encoding.UTF8.GetString(text)))
        {
            if (seen.Add(word.Folded))
            {
                terms.Append(owner).Append(word.Folded).Append(' ');
            }
        }

        return seen.Count == 0 ? "" : terms.Append(ConversationMark).Append(Key(Guid.Parse(conversationId))).ToString();
    }

    /// <summary>The expression that finds what is looked for. Words hold letters and digits only, so nothing in them can end the quotes.</summary>
    public static string Match(SearchScope scope)
    {
        var owner = Key(scope.OwnerId);
        var terms = scope.Words.Whole.Select(word => $"\"{owner}{word}\"").ToList();
        if (scope.Words.Beginning is { } beginning)
        {
            terms.Add($"\"{owner}{beginning}\"*");
        }

        if (scope.ConversationId is { } conversationId)
        {
            terms.Add($"\"{ConversationMark}{Key(conversationId)}\"");
        }

        return string.Join(" AND ", terms);
    }

    private static string Key(Guid id) => id.ToString("N")[^KeyLength..];
}
