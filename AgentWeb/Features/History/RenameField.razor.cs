using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Features.History;

/// <summary>A name that is changed where it stands: Enter and leaving the field save it, Escape gives it up.</summary>
public sealed partial class RenameField
{
    private ElementReference _field;
    private string _text = "";
    private string? _problem;
    private bool _saving;
    private bool _closed; // A browser tells that a field was left also when it is taken away.

    /// <summary>Identifier of the field on the page.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>What the name is of.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The name as it is.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Most characters.</summary>
    [Parameter, EditorRequired]
    public int MaxLength { get; set; }

    /// <summary>Saves another name; gives why it was refused, null when it was not.</summary>
    [Parameter, EditorRequired]
    public Func<string, Task<Error?>> OnSave { get; set; } = null!;

    /// <summary>Called when the field has done its work.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    private string ProblemId => Id + "-problem";

    /// <inheritdoc/>
    protected override void OnInitialized() => _text = Name;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _field.FocusAsync();
        }
    }

    private void Typed() => _problem = null;

    private async Task SaveAsync()
    {
        if (_saving || _closed)
        {
            return; // Enter saves it already, or Escape gave it up; leaving the field comes behind.
        }

        _saving = true;
        var refused = string.Equals(_text, Name, StringComparison.Ordinal) ? null : await OnSave(_text);
        (_problem, _saving) = (refused is null ? null : L.Of(refused), false);
        if (refused is null)
        {
            await CloseAsync();
        }
    }

    private Task CloseAsync()
    {
        _closed = true;
        return OnClose.InvokeAsync();
    }

    /// <summary>What was refused stays until it is changed or given up; a field that was emptied is given up.</summary>
    private Task LeaveAsync()
    {
        if (_closed || _problem is not null)
        {
            return Task.CompletedTask;
        }

        return string.IsNullOrWhiteSpace(_text) ? CloseAsync() : SaveAsync();
    }

    private Task OnKeyAsync(KeyboardEventArgs key) =>
        string.Equals(key.Key, "Escape", StringComparison.Ordinal) ? CloseAsync() : Task.CompletedTask;
}
