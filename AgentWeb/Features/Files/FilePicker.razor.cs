using AgentWeb.Core;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Files;

/// <summary>Lets a person choose among the files that are there already.</summary>
public sealed partial class FilePicker
{
    private readonly Dictionary<Guid, FileSummary> _chosen = [];
    private ElementReference _dialog;
    private ElementReference _heading;
    private FilePage? _page;
    private Error? _unread;
    private int _readings;
    private string _name = "";

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Called with the files that were chosen.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<FileSummary>> OnChosen { get; set; }

    [Inject]
    private ListFiles ListFiles { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Lets the person choose.</summary>
    public async Task OpenAsync()
    {
        _chosen.Clear();
        (_name, _page) = ("", null);
        await ReadAsync();
        StateHasChanged();
        await Browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "open", _dialog);
    }

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var read = await StorageAttempt.ReadAsync<FilePage>(async () => await ListFiles.RunAsync(OwnerId, new(_name), CancellationToken.None));
        if (reading == _readings)
        {
            (_page, _unread) = (read.Value ?? _page, read.Error);
        }
    }

    private void Choose(FileSummary file, bool chosen)
    {
        if (chosen)
        {
            _chosen[file.Id] = file;
        }
        else
        {
            _chosen.Remove(file.Id);
        }
    }
}
