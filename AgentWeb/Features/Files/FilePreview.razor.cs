using AgentWeb.Core;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Files;

/// <summary>Shows a file: a picture as it is, of everything else the text that was taken out of it.</summary>
public sealed partial class FilePreview
{
    private readonly List<(string? Label, FileTextPart Text)> _parts = [];
    private ElementReference _dialog;
    private ElementReference _heading;
    private FileSummary? _file;
    private Error? _unread;
    private int _readings;
    private bool _hasMore;

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    [Inject]
    private ReadFileText ReadText { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OpenAsync(FileSummary file)
    {
        var reading = ++_readings;
        (_file, _unread, _hasMore) = (file, null, false);
        _parts.Clear();
        await ReadAsync(file, reading);
        if (reading == _readings)
        {
            StateHasChanged();
            await Browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "open", _dialog);
        }
    }

    private static string Address(FileSummary file) => $"/api/v1/files/{PublicId.Format(PublicId.File, file.Id)}/content";

    /// <summary>Adds what follows; what is shown stays where that cannot be read.</summary>
    private Task LoadAsync() => ReadAsync(_file!, ++_readings);

    private async Task ReadAsync(FileSummary file, int reading)
    {
        var from = _parts.Count == 0 ? 0 : _parts[^1].Text.Position + 1;
        var read = await StorageAttempt.ReadAsync(() => ReadText.RunAsync(OwnerId, file.Id, from, CancellationToken.None));
        if (reading != _readings)
        {
            return; // Another file was opened meanwhile, or this was asked for twice.
        }

        _unread = read.Error;
        foreach (var part in read.Value?.Parts ?? [])
        {
            var before = _parts.Count == 0 ? null : _parts[^1].Text;
            var isElsewhere = before is null || before.Page != part.Page || !string.Equals(before.Place, part.Place, StringComparison.Ordinal);
            _parts.Add((isElsewhere ? PlaceOf(part) : null, part));
        }

        _hasMore = read.Value is { HasMore: true };
    }

    private string? PlaceOf(FileTextPart part) => (part.Page, part.Place) switch
    {
        ({ } page, { } place) => $"{L["Page {0}", page]} · {place}",
        ({ } page, null) => L["Page {0}", page],
        (null, var place) => place,
    };
}
