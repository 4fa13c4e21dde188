using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.History;

/// <summary>
/// Tells the browser of replies that finished; it decides whether the person needs to be told (see <c>js/presence.js</c>). Every conversation
/// counts, also one that the sidebar does not list: a temporary one, one of the archive, one that is older than what was loaded.
/// </summary>
internal sealed class FinishedReplies(ReadUserSettings readSettings, IStringLocalizer<Words> words, IJSRuntime browser, TimeProvider time)
{
    /// <summary>A browser that is away answers never, and what changed besides is to be shown when it is back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Of a conversation that was never looked at, what ended before is old: it was restored, or taken out of the archive.</summary>
    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <summary>When the reply ended that is known, of each conversation that changed since.</summary>
    private readonly Dictionary<Guid, DateTimeOffset> _known = [];

    /// <summary>Looks at a conversation that changed, and tells if a reply ended in it since the last look.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="listed">It as the list had it; null when it was not listed.</param>
    /// <param name="now">It as it is; null when it is gone.</param>
    /// <param name="cancellationToken">Ends the telling.</param>
    /// <returns>Whether one ended. It fails when the browser does not answer; then the next look tells it.</returns>
    public async Task<bool> LookAsync(Guid ownerId, ConversationSummary? listed, ConversationSummary? now, CancellationToken cancellationToken)
    {
        if (now is null)
        {
            return false;
        }

        if (!_known.TryGetValue(now.Id, out var known))
        {
            _known[now.Id] = known = listed?.RepliedAt ?? _since;
        }

        if (!HasFinished(now, known))
        {
            return false;
        }

        var settings = await readSettings.RunAsync(ownerId, cancellationToken);
        string text = now.Status == ConversationStatus.Error ? words["The reply failed."] : words["The reply is there."];
        var title = now.Temporary ? words["A temporary chat"].Value : now.Title; // Devices keep what they were told; such a chat is kept nowhere.
        await browser.InvokeVoidAsync(
            "agentweb.replyFinished", Patience, PublicId.Format(PublicId.Session, now.Id), title, text, settings.Notifications);
        _known[now.Id] = now.RepliedAt ?? known;
        return true;
    }

    /// <summary>Whether a reply ended that is not known yet and nothing runs behind it, however many looks lie between its beginning and its end.</summary>
    internal static bool HasFinished(ConversationSummary now, DateTimeOffset known) =>
        now.Status is ConversationStatus.Idle or ConversationStatus.Error && now.RepliedAt > known;
}
