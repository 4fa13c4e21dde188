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
    private Citation? _citation;
    private PassageInFile? _passage;
    private Error? _refused;
    private Guid? _openedIn;
    private bool _isNew;

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
        var read = await StorageAttempt.RunAsync(() => ReadPassage.RunAsync(OwnerId, citation.FileId, citation.Passage, CancellationToken.None));
        (_citation, _passage, _refused, _openedIn, _isNew) = (citation, read.Value, read.Error, ConversationId, true);
        StateHasChanged();
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
        if (_isNew)
        {
            _isNew = false;
            await Browser.InvokeVoidAsync("agentweb.call", "/Features/Files/PassagePanel.razor.js", "show", _panel);
        }
    }

    private static string Address(Citation citation)
    {
        var address = $"/api/v1/files/{PublicId.Format(PublicId.File, citation.FileId)}/content";
        return citation.Page is { } page ? string.Create(CultureInfo.InvariantCulture, $"{address}#page={page}") : address;
    }

    private void Close() => (_citation, _passage, _refused) = (null, null, null);
}
