using AgentWeb.Core.Conversations;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.History;

/// <summary>Tells the browser of replies that finished; it decides whether the person needs to be told (see <c>js/presence.js</c>).</summary>
internal sealed class FinishedReplies(ReadUserSettings readSettings, IStringLocalizer<Words> words, IJSRuntime browser)
{
    /// <summary>Compares a conversation with what it was before, and tells if its reply finished in between.</summary>
    public async Task LookAsync(Guid ownerId, ConversationSummary? before, ConversationSummary? after, CancellationToken cancellationToken)
    {
        if (before is not { Status: ConversationStatus.Thinking } || after is not { Status: ConversationStatus.Idle or ConversationStatus.Error })
        {
            return;
        }

        var settings = await readSettings.RunAsync(ownerId, cancellationToken);
        string text = after.Status == ConversationStatus.Error ? words["The reply failed."] : words["The reply is there."];
        await browser.InvokeVoidAsync("agentweb.replyFinished", cancellationToken, after.Id.ToString("N"), after.Title, text, settings.Notifications);
    }
}
