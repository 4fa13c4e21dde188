using AgentWeb.Components.Shared;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Files;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using AgentWeb.Features.Files;
using AgentWeb.Features.Settings;
using AgentWeb.Features.Sharing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Chat;

/// <summary>The chat. It renders when messages come or end; a reply renders itself while it streams.</summary>
public sealed partial class ChatPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Transcript? _transcript;
    private Guid _ownerId;
    private Error? _loadError;
    private Composer? _composer;
    private ShareDialog? _sharing;
    private PassagePanel? _passages;
    private ElementReference _scroller;
    private ElementReference _content;
    private AttachedScript? _script;
    private string? _scripted; // The element that the script is attached to.
    private TimeSpan _offset;
    private bool _isOpen, _toEnd = true; // Open: it is known what there is to show, and so where a message would go.
    private Guid? _toMessage;
    private Guid? _madeHere, _addressed; // Made by a message from here: to get its address, and being told it.
    private EarlierConversation? _earlier;
    private string? _carried;
    private string? _routed = ""; // Which no address gives: the first one differs from it.
    private ChangeFollower? _follower;

    /// <summary>The conversation that is shown; none shows the start screen.</summary>
    [Parameter]
    public string? SessionId { get; set; }

    /// <summary>The ended conversation whose summary a new one takes along.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The message that is shown first, of a conversation; none shows its end.</summary>
    [SupplyParameterFromQuery(Name = "m")]
    public string? MessageId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ReadTranscript ReadTranscript { get; set; } = null!;

    [Inject]
    private ReadConversationSettings ReadSettings { get; set; } = null!;

    [Inject]
    private GetConversation GetConversation { get; set; } = null!;

    [Inject]
    private ConversationCommands Commands { get; set; } = null!;

    [Inject]
    private GetFile GetFile { get; set; } = null!;

    [Inject]
    private SendMessage SendMessage { get; set; } = null!;

    [Inject]
    private StopRun StopRun { get; set; } = null!;

    [Inject]
    private RunMessageCommand RunMessageCommand { get; set; } = null!;

    [Inject]
    private SelectMessage SelectMessage { get; set; } = null!;

    [Inject]
    private BranchConversation BranchConversation { get; set; } = null!;

    [Inject]
    private MarkSeen MarkSeen { get; set; } = null!;

    [Inject]
    private ConversationChanges Changes { get; set; } = null!;

    [Inject]
    private OpenConversation Open { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private AttachedScript Script => _script ??= new(Browser);

    /// <summary>The messages, with the day above the first of each day. Days begin where the reader is, not where the server is.</summary>
    private IEnumerable<(string? Day, MessageItem Message)> Days
    {
        get
        {
            var now = Time.GetUtcNow().ToOffset(_offset);
            DateTimeOffset? before = null;
            foreach (var message in _transcript!.Messages)
            {
                yield return (DayName.Above(message.CreatedAt, before, now, L), message);
                before = message.CreatedAt ?? now;
            }
        }
    }

    private string PageTitleText => string.IsNullOrEmpty(_transcript?.Title) ? "AgentWeb" : $"{_transcript.Title} · AgentWeb";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        await _gone.CancelAsync();
        await (_follower?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Script.DisposeAsync();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_transcript is null)
        {
            _ownerId = (await SignedIn).User.UserId();
            _transcript = new(ReadTranscript, ReadSettings, _ownerId);
            Navigation.LocationChanged += OnLocationChanged;
            _follower = new(Changes, _ownerId, Time, InvokeAsync, RefreshAsync, parts: true);
        }

        if (!string.Equals(_routed, $"{SessionId}?{MessageId}", StringComparison.Ordinal))
        {
            await GoAsync();
        }

        if (!string.Equals(_carried, From, StringComparison.Ordinal))
        {
            await CarryAsync();
        }

        _isOpen = true; // From here on also what a message takes along is known.
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isOpen || _loadError is not null || _scroller.Id is null)
        {
            return;
        }

        var isNew = !string.Equals(_scripted, _scroller.Id, StringComparison.Ordinal); // Also after an error stood in its place.
        if (isNew)
        {
            _scripted = _scroller.Id;
            await Script.AttachAsync("/Features/Chat/ChatPage.razor.js", _scroller, _content);
        }

        if (Script.Handle is not { } script)
        {
            return; // It is being attached, and what is wanted of it is done then; or the page is gone.
        }

        if (_madeHere is { } made)
        {
            (_madeHere, _addressed) = (null, made);
            await script.InvokeVoidAsync("showAddress", _gone.Token, AddressOf(made));
            if (_addressed != made && !_gone.IsCancellationRequested)
            {
                await script.InvokeVoidAsync("hideAddress", _gone.Token, AddressOf(made)); // It was left for another new chat before that came.
            }
        }

        if (_toEnd)
        {
            _toEnd = false;
            await script.InvokeVoidAsync("toEnd", _gone.Token);
        }

        if (_toMessage is { } message)
        {
            _toMessage = null;
            await script.InvokeVoidAsync("toMessage", _gone.Token, PublicId.Format(PublicId.Message, message));
        }

        if (isNew && TimeSpan.FromMinutes(await script.InvokeAsync<int>("utcOffset", _gone.Token)) is var offset && offset != _offset)
        {
            _offset = offset;
            StateHasChanged();
        }
    }

    private static string AddressOf(Guid conversationId) => "/c/" + PublicId.Format(PublicId.Session, conversationId);

    /// <summary>
    /// A first message makes a conversation, whose address the browser then shows without coming by here (see <c>showAddress</c>); from
    /// there, a link to the start screen changes no parameter.
    /// </summary>
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (SessionId is null && _transcript?.ConversationId is not null)
        {
            if (new Uri(e.Location).AbsolutePath is "/")
            {
                (_madeHere, _addressed) = (null, null); // Another new chat, which is not to get the address of this one.
            }

            _loadError = null;
            _transcript.Clear();
            Open.Show(null);
            StateHasChanged();
        }
    }

    private async Task<SendAnswer> SendAsync(OutgoingMessage message)
    {
        var transcript = _transcript!;
        var turn = transcript.Turns;
        var sent = await StorageAttempt.RunAsync(() => SendMessage.RunAsync(
            _ownerId,
            new(message.Text, message.ConversationId, ClientMessageId: message.ClientMessageId, ModelKey: message.ModelKey, Opening: OpeningOf(message), FileIds: message.FileIds),
            CancellationToken.None));

        // The first message of a new chat is shown only to whoever is still in that chat: another new one looks the same.
        bool IsWhereItWasWritten() => !_gone.IsCancellationRequested && transcript.ConversationId == message.ConversationId
            && (message.ConversationId is not null || (message.IsHere && turn == transcript.Turns));
        if (sent.Succeeded)
        {
            var receipt = sent.Value;
            await IfStillHereAsync(() => ShowAcceptedAsync(receipt, message, IsWhereItWasWritten));
            return new(Refused: null, SendAnswer.KeyOf(receipt.ConversationId));
        }

        if (sent.Error.Code is not "client_message_id_reused")
        {
            return new(L.Of(sent.Error), SendAnswer.KeyOf(message.ConversationId));
        }

        // The browser makes an id for one message alone: that message is there, though it was told differently then.
        if (message.ConversationId is { } conversationId && IsWhereItWasWritten())
        {
            await IfStillHereAsync(() => ReadSentAsync(conversationId));
        }

        return new(Refused: null, SendAnswer.KeyOf(message.ConversationId));
    }

    /// <summary>
    /// Shows what was accepted. Whatever comes of that, the browser is told that it was accepted: it would else keep the message for sending
    /// it again.
    /// </summary>
    private async Task IfStillHereAsync(Func<Task> show)
    {
        try
        {
            await show();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left meanwhile.
        }
    }

    private async Task ShowAcceptedAsync(SendReceipt sent, OutgoingMessage message, Func<bool> isWhereItWasWritten)
    {
        IReadOnlyList<FileSummary> files = [];
        Error? unread = null;
        if (message.FileIds.Count > 0 && isWhereItWasWritten())
        {
            unread = await ReadAttempt.RunAsync(async () => { files = await GetFile.RunAsync(_ownerId, message.FileIds, _gone.Token); });
        }

        if (isWhereItWasWritten())
        {
            await ShowSentAsync(sent, message, files, unread);
        }
    }

    private async Task ShowSentAsync(SendReceipt sent, OutgoingMessage message, IReadOnlyList<FileSummary> files, Error? unread)
    {
        if (message.ConversationId is null)
        {
            _transcript!.Settings = message.Settings with { ModelKey = message.ModelKey }; // It is held as its first message said, whatever was chosen since.
        }

        var error = await ReadAttempt.RunAsync(() => _transcript!.AddSentAsync(sent, message, files, _gone.Token));
        if (_transcript!.ConversationId == sent.ConversationId)
        {
            (_loadError, _toEnd) = (error is { Retryable: true } ? null : error, true);
            _madeHere = SessionId is null ? sent.ConversationId : null;
            Open.Show(sent.ConversationId);
            TellUnread(sent.ConversationId, error ?? unread);
        }

        StateHasChanged();
    }

    /// <summary>Says that what was accepted cannot be shown for now, or not all of it, and offers to read it again.</summary>
    private void TellUnread(Guid conversationId, Error? unread)
    {
        if (unread is { Retryable: true })
        {
            _composer?.ShowNotice(L["The message was accepted, but not all of the conversation can be shown at the moment."], () => ReadSentAsync(conversationId));
        }
    }

    private async Task ReadSentAsync(Guid conversationId)
    {
        if (_transcript!.ConversationId == conversationId)
        {
            TellUnread(conversationId, await ToEndAsync(conversationId));
            StateHasChanged();
        }
    }

    private static ConversationOpening? OpeningOf(OutgoingMessage message) => message.ConversationId is not null
        ? null
        : new(
            message.Settings.Temporary, message.Settings.Instructions, message.Settings.Temperature, message.Settings.MaxOutputTokens, message.CarryFrom,
            message.Settings.UsesLibrary);

    private async Task<EarlierConversation?> FindEarlierAsync(string? sessionId)
    {
        if (!PublicId.TryParse(PublicId.Session, sessionId, out var id))
        {
            return null;
        }

        var found = await GetConversation.RunAsync(_ownerId, id, _gone.Token);
        var settings = await ReadSettings.RunAsync(_ownerId, id, _gone.Token);
        return found.Succeeded && settings.Value?.Summary is { } summary ? new(id, found.Value.Title, summary) : null;
    }

    private Task SendStarterAsync(string prompt) => _composer?.SendAsync(prompt) ?? Task.CompletedTask;

    /// <summary>Stops the first reply that is being written, also where it is not shown. What was queued behind it goes out next.</summary>
    private async Task StopAsync()
    {
        var transcript = _transcript!;
        var stopped = await StorageAttempt.RunAsync(async () =>
        {
            var runId = await transcript.FindRunAsync(_gone.Token);
            return await StopRun.RunAsync(_ownerId, new(runId, runId is null ? transcript.ConversationId : null), _gone.Token);
        });
        if (stopped.Error is { Kind: not ErrorKind.NotFound } refused) // What is gone by now needs no stop.
        {
            Tell(refused);
        }
    }

    /// <summary>The composer offers Send again, and who looks on has seen the reply.</summary>
    private Task RunEndedAsync()
    {
        _transcript?.MarkWaiting();
        return _transcript?.ConversationId is { } current ? SeenAsync(current, CancellationToken.None) : Task.CompletedTask;
    }
}
