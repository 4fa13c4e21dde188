using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
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
    private ElementReference _scroller;
    private ElementReference _content;
    private IJSObjectReference? _module;
    private IJSObjectReference? _pinning;
    private Guid? _pinnedConversation;
    private ConversationFollower? _follower;

    /// <summary>The conversation that is shown; none shows the start screen.</summary>
    [Parameter]
    public string? SessionId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ReadTranscript ReadTranscript { get; set; } = null!;

    [Inject]
    private SendMessage SendMessage { get; set; } = null!;

    [Inject]
    private StopRun StopRun { get; set; } = null!;

    [Inject]
    private RunMessageCommand RunMessageCommand { get; set; } = null!;

    [Inject]
    private ConversationChanges Changes { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private string PageTitleText => string.IsNullOrEmpty(_transcript?.Title) ? "AgentWeb" : $"{_transcript.Title} · AgentWeb";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await (_follower?.DisposeAsync() ?? ValueTask.CompletedTask);
        try
        {
            await (_pinning?.InvokeVoidAsync("dispose") ?? ValueTask.CompletedTask);
            await (_module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and its script with it.
        }

        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_transcript is null)
        {
            _ownerId = (await SignedIn).User.UserId();
            _transcript = new(ReadTranscript, _ownerId);
            _follower = new(Changes, _ownerId, InvokeAsync, RefreshAsync);
        }

        await ShowAsync(SessionId);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_transcript is null || _loadError is not null || _scroller.Id is null)
        {
            return;
        }

        if (_module is null)
        {
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", _gone.Token, "./Features/Chat/ChatPage.razor.js");
            _pinning = await _module.InvokeAsync<IJSObjectReference>("pin", _gone.Token, _scroller, _content);
        }

        if (_pinnedConversation != _transcript.ConversationId && _pinning is not null)
        {
            _pinnedConversation = _transcript.ConversationId;
            await _pinning.InvokeVoidAsync("toEnd", _gone.Token);
        }
    }

    private async Task ShowAsync(string? sessionId)
    {
        _loadError = null;
        if (sessionId is null)
        {
            _transcript!.Clear();
            return;
        }

        if (!PublicId.TryParse(PublicId.Session, sessionId, out var conversationId))
        {
            _loadError = Error.NotFound("conversation");
        }
        else if (_transcript!.ConversationId != conversationId)
        {
            _loadError = await _transcript.LoadAsync(conversationId, _gone.Token);
        }
    }

    private async Task RefreshAsync(IReadOnlyCollection<Guid> changed)
    {
        if (_transcript?.ConversationId is { } current && changed.Contains(current))
        {
            _loadError = await _transcript.LoadAsync(current, _gone.Token);
            StateHasChanged();
        }
    }

    private async Task<string?> SendAsync(OutgoingMessage message)
    {
        var sent = await StorageAttempt.RunAsync(() => SendMessage.RunAsync(
            _ownerId,
            new(message.Text, _transcript!.ConversationId, ClientMessageId: message.ClientMessageId, ModelKey: message.ModelKey),
            CancellationToken.None));
        if (!sent.Succeeded)
        {
            return sent.Error.Message;
        }

        _transcript!.AddSent(sent.Value, message.Text);
        StateHasChanged();
        if (SessionId is null)
        {
            Navigation.NavigateTo("/c/" + PublicId.Format(PublicId.Session, sent.Value.ConversationId));
        }

        await (_pinning?.InvokeVoidAsync("toEnd", _gone.Token) ?? ValueTask.CompletedTask);
        return null;
    }

    private Task SendStarterAsync(string prompt) => _composer?.SendAsync(prompt) ?? Task.CompletedTask;

    private async Task StopAsync()
    {
        if (_transcript?.ConversationId is { } conversationId)
        {
            await StorageAttempt.RunAsync(() => StopRun.RunAsync(_ownerId, new(ConversationId: conversationId), _gone.Token));
        }
    }

    private async Task RunCommandAsync(MessageCommand command)
    {
        var refused = await RunMessageCommand.RunAsync(_ownerId, command);
        if (refused is not null)
        {
            _composer?.ShowNotice(refused.Message);
        }
        else if (_transcript!.ConversationId is { } conversationId)
        {
            _loadError = await _transcript.LoadAsync(conversationId, _gone.Token);
        }
    }

    private Task LoadOlderAsync() => _transcript!.LoadOlderAsync(_gone.Token);

    private void RunEnded()
    {
        // Rendering is all there is to do: the composer offers Send again.
    }
}
