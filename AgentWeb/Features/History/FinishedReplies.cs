using AgentWeb.Core.Conversations;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.History;

/// <summary>Tells the browser of replies that finished; it decides whether the person needs to be told (see <c>js/presence.js</c>).</summary>
internal sealed class FinishedReplies(ReadUserSettings readSettings, IStringLocalizer<Words> words, IJSRuntime browser, TimeProvider time)
{
    /// <summary>A conversation that is older when it is first seen was not begun just now: it was restored, or taken out of the archive.</summary>
    private static readonly TimeSpan New = TimeSpan.FromMinutes(1);

    /// <summary>A browser that is away answers never, and what changed besides is to be shown when it is back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Compares a conversation with what it was before, and tells if its reply finished in between.</summary>
    public async Task LookAsync(Guid ownerId, ConversationSummary? before, ConversationSummary? after, CancellationToken cancellationToken)
    {
        if (after is null || !HasFinished(before, after, time.GetUtcNow()))
        {
            return;
        }

        var settings = await readSettings.RunAsync(ownerId, cancellationToken);
        string text = after.Status == ConversationStatus.Error ? words["The reply failed."] : words["The reply is there."];
        await browser.InvokeVoidAsync("agentweb.replyFinished", Patience, after.Id.ToString("N"), after.Title, text, settings.Notifications);
    }

    /// <summary>Whether a reply ended between two looks, which may be so far apart that it also began between them.</summary>
    internal static bool HasFinished(ConversationSummary? before, ConversationSummary after, DateTimeOffset now) =>
        after.Status is ConversationStatus.Idle or ConversationStatus.Error
        && (before is null
            ? after.RepliedAt is not null && now - after.CreatedAt < New
            : before.Status is ConversationStatus.Queued or ConversationStatus.Thinking || after.MessageCount > before.MessageCount);
}
