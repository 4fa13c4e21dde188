using System.Text.Json;
using AgentWeb.Components.Shared;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Files;
using AgentWeb.Features.Settings;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Chat;

/// <summary>
/// The field that a message is written in. Typing, drafts, and refusing what is too long stay in the browser; this side hears of a
/// message when it is sent.
/// </summary>
public sealed partial class Composer : IAsyncDisposable
{
    private readonly List<ModelDescriptor> _models = [];
    private ElementReference _form;
    private AttachedScript? _script;
    private DotNetObjectReference<Composer>? _self;
    private AttachedFiles? _attached;
    private FilePicker? _picker;
    private string? _modelKey;
    private bool _isAdministrator;
    private string? _notice;
    private Func<Task>? _again; // What the notice offers to try again.
    private Task<string> _beginning = Task.FromResult(""); // Until it is known which model a new conversation begins with.
    private bool _isSending;
    private bool _stopping;
    private Guid? _shown;

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>The conversation that is shown; null for a new one. Each has its own draft.</summary>
    [Parameter, EditorRequired]
    public Guid? ConversationId { get; set; }

    /// <summary>The browser's own id of the message that made the conversation here; null when it was there before.</summary>
    [Parameter]
    public string? MadeBy { get; set; }

    /// <summary>Whether a reply waits or is being written: Stop stands in the place of Send.</summary>
    [Parameter]
    public bool IsRunning { get; set; }

    /// <summary>Tokens of the conversation that the model had before it, when it last answered.</summary>
    [Parameter]
    public long ContextTokens { get; set; }

    /// <summary>How the conversation is held, or will be.</summary>
    [Parameter, EditorRequired]
    public ConversationSettings Settings { get; set; } = null!;

    /// <summary>The ended conversation whose summary a new one takes along; null when none is.</summary>
    [Parameter]
    public Guid? CarryFrom { get; set; }

    /// <summary>Called with how it is to be held.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ConversationSettings> OnSettings { get; set; }

    /// <summary>Sends.</summary>
    [Parameter, EditorRequired]
    public Func<OutgoingMessage, Task<SendAnswer>> OnSend { get; set; } = null!;

    /// <summary>Stops what runs; returns when it is closed.</summary>
    [Parameter, EditorRequired]
    public Func<Task> OnStop { get; set; } = null!;

    [Inject]
    private ReadUserSettings ReadSettings { get; set; } = null!;

    [Inject]
    private ListPrompts ListPrompts { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<FilesOptions> FileLimits { get; set; } = null!;

    [Inject]
    private GetFile GetFile { get; set; } = null!;

    [Inject]
    private FileChanges FileChanges { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ModelAccess Models { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<ChatOptions> Options { get; set; } = null!;

    [Inject]
    private MessageCeiling Ceiling { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private ModelDescriptor? Chosen => _models.Find(model => string.Equals(model.Key, _modelKey, StringComparison.Ordinal));

    private int? ContextWindow => Chosen?.ContextWindow;

    private string? KnownModel => _beginning.IsCompleted ? _modelKey : null;

    private string? CarriedFrom => CarryFrom is { } earlier ? PublicId.Format(PublicId.Session, earlier) : null;

    private string DraftKey => $"{OwnerId:N}/{SendAnswer.KeyOf(ConversationId)}";

    /// <summary>Called by the browser, again until it has the answer: what goes with the message is what came with it, not what is chosen by now.</summary>
    [JSInvokable]
    public Task<SendAnswer> SendFromBrowserAsync(JsonElement message) => SendWrittenAsync(WrittenMessage.Read(message));

    internal async Task<SendAnswer> SendWrittenAsync(WrittenMessage message)
    {
        (_notice, _again) = (null, null);
        Guid? conversationId = Guid.TryParse(message.Conversation, out var id) ? id : null;
        var beginning = _beginning; // Of the chat it was written in: the next new one begins by itself.
        var model = message.Model ?? (conversationId is null ? await beginning : _modelKey);
        var opening = message.Opening ?? new();
        return await OnSend(new(
            message.Text, message.Id, model, conversationId, opening.Settings(), AttachedFiles.Parse(message.Files ?? []),
            message.IsHere && beginning == _beginning, opening.Earlier()));
    }

    /// <summary>Called by the browser with the files that are attached, to be told what becomes of them.</summary>
    /// <returns>What is known of them.</returns>
    [JSInvokable]
    public Task<IReadOnlyList<AttachedFile>> WatchFilesAsync(IReadOnlyList<string> files)
    {
        _attached ??= new(OwnerId, GetFile, FileChanges, L, Time, InvokeAsync, ShowFilesAsync);
        return _attached.WatchAsync(files);
    }

    /// <summary>Called by the browser when a slash begins the message.</summary>
    [JSInvokable]
    public async Task<IEnumerable<object>> ListPromptsAsync() =>
        (await ListPrompts.RunAsync(OwnerId, CancellationToken.None)).Select(prompt => new { prompt.Name, prompt.Text });

    /// <summary>Called by the browser when Escape is pressed.</summary>
    [JSInvokable]
    public async Task StopFromBrowserAsync()
    {
        if (IsRunning && !_stopping)
        {
            await StopAsync();
        }
    }

    /// <summary>Sends a text that was not typed.</summary>
    public async Task SendAsync(string text)
    {
        if (_isSending)
        {
            return; // It was pressed twice.
        }

        (_notice, _again, _isSending) = (null, null, true);
        try
        {
            var (conversationId, settings, carryFrom, beginning) = (ConversationId, Settings, CarryFrom, _beginning); // As they were when it was pressed.
            var model = conversationId is null ? await beginning : _modelKey;
            var answer = await OnSend(new(
                text, Guid.CreateVersion7().ToString("N"), model, conversationId, settings, [], IsHere: beginning == _beginning, CarryFrom: carryFrom));
            if (answer.Refused is { } refused)
            {
                (_notice, _again) = (refused, null);
            }
        }
        finally
        {
            _isSending = false;
        }

        StateHasChanged();
    }

    /// <summary>Says something above the field.</summary>
    /// <param name="notice">What.</param>
    /// <param name="again">What can be tried again; null when nothing can.</param>
    public void ShowNotice(string notice, Func<Task>? again = null)
    {
        (_notice, _again) = (notice, again);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_attached?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _isAdministrator = (await SignedIn).User.IsInRole(Roles.Admin);
        _models.AddRange(Models.List(OwnerId, _isAdministrator));
        _modelKey = Models.Default(OwnerId, _isAdministrator).Key;
        await (_beginning = BeginWithDefaultAsync());
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _stopping &= IsRunning;
        if (_shown != ConversationId)
        {
            _shown = ConversationId;
            if (ConversationId is null && Settings.ModelKey is null)
            {
                await (_beginning = BeginWithDefaultAsync());
            }
            else if (Settings.ModelKey is { } used && Models.MayUse(OwnerId, _isAdministrator, used))
            {
                _modelKey = used;
            }
        }
    }

    /// <summary>
    /// A new conversation begins with the model that its owner wants for new ones, else with the server's. It does so as well while it cannot be
    /// read which one is wanted; that is told, and can be tried again.
    /// </summary>
    /// <returns>The model it begins with.</returns>
    private async Task<string> BeginWithDefaultAsync()
    {
        var shown = ConversationId;
        string? wanted = null;
        var unread = await ReadAttempt.RunAsync(async () => { wanted = (await ReadSettings.RunAsync(OwnerId, CancellationToken.None)).DefaultModelKey; });
        var model = wanted is not null && Models.MayUse(OwnerId, _isAdministrator, wanted) ? wanted : Models.Default(OwnerId, _isAdministrator).Key;
        if (shown == ConversationId && Settings.ModelKey is null)
        {
            _modelKey = model;
            if (unread is not null)
            {
                (_notice, _again) = (L.Of(unread), () => _beginning = BeginWithDefaultAsync());
            }
        }

        return model;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _script = new(Browser);
            await _script.AttachAsync("/Features/Chat/Composer.razor.js", _form, _self, new
            {
                maxLength = Math.Min(Options.CurrentValue.MaxMessageLength, Ceiling.Characters),
                maxFileSize = FileLimits.CurrentValue.MaxSize,
                maxFiles = FileLimits.CurrentValue.MaxPerMessage,
                maxImageSide = FileLimits.CurrentValue.MaxImageSide,
            });
        }
    }

    /// <summary>A browser that is away is not waited for: it asks when it is back.</summary>
    private async Task ShowFilesAsync(IReadOnlyList<AttachedFile> files) =>
        await (_script?.Handle?.InvokeVoidAsync("showFiles", TimeSpan.FromSeconds(3), files) ?? ValueTask.CompletedTask);

    /// <summary>Attaches files that are there already.</summary>
    private async Task AttachAsync(IReadOnlyList<FileSummary> files) => await (_script?.Handle?.InvokeVoidAsync(
        "addFiles",
        files.Select(file => new { Id = PublicId.Format(PublicId.File, file.Id), file.Name, file.Size, IsImage = file.Kind == FileKind.Image })) ?? ValueTask.CompletedTask);

    private async Task AgainAsync()
    {
        var again = _again;
        (_notice, _again) = (null, null);
        await (again?.Invoke() ?? Task.CompletedTask);
    }

    private async Task StopAsync()
    {
        _stopping = true;
        StateHasChanged();
        await OnStop();
        _stopping = false;
    }
}
