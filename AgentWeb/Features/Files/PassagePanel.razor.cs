using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Files;

/// <summary>Beside the chat: the passage that a reply refers to, marked among its neighbours.</summary>
public sealed partial class PassagePanel
{
    private ElementReference _panel;
    private ElementReference _heading;
    private Citation? _citation;
    private PassageInFile? _passage;
    private Error? _refused;
    private Guid? _openedIn;
    private int _readings;
    private string? _wanted; // What the script is to do with what was rendered.

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>The conversation that is shown; with another one the panel closes.</summary>
    [Parameter, EditorRequired]
    public Guid? ConversationId { get; set; }

    [Inject]
    private ReadPassage ReadPassage { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool IsDeleted => string.Equals(_refused?.Code, Error.NotFound("file").Code, StringComparison.Ordinal);

    /// <summary>Shows a passage.</summary>
    public async Task OpenAsync(Citation citation)
    {
        var (reading, conversationId) = (++_readings, ConversationId);
        var read = await ReadAsync(citation);
        if (reading == _readings && conversationId == ConversationId)
        {
            (_citation, _passage, _refused, _openedIn, _wanted) = (citation, read.Value, read.Error, conversationId, "show");
            StateHasChanged();
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_citation is not null && _openedIn != ConversationId)
        {
            Close();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_wanted is { } wanted)
        {
            _wanted = null;
            await Browser.InvokeVoidAsync("agentweb.call", "/Features/Files/PassagePanel.razor.js", wanted, _panel);
        }
    }

    private static string Address(Citation citation)
    {
        var address = $"/api/v1/files/{PublicId.Format(PublicId.File, citation.FileId)}/content";
        return citation.Page is { } page ? string.Create(CultureInfo.InvariantCulture, $"{address}#page={page}") : address;
    }

    private Task<Result<PassageInFile>> ReadAsync(Citation citation) =>
        StorageAttempt.ReadAsync(() => ReadPassage.RunAsync(OwnerId, citation.FileId, citation.Passage, CancellationToken.None));

    /// <summary>Reads what could not be read. Another passage may be opened meanwhile, or the panel closed.</summary>
    private async Task AgainAsync()
    {
        var reading = ++_readings;
        var read = await ReadAsync(_citation!);
        if (reading == _readings)
        {
            (_passage, _refused, _wanted) = (read.Value, read.Error, "toCited");
        }
    }

    private void Close()
    {
        _readings++; // What is being read is not wanted any more.
        (_citation, _passage, _refused) = (null, null, null);
    }
}
