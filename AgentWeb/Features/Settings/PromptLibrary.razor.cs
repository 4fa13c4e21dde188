using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Settings;

/// <summary>A person's saved prompts.</summary>
public sealed partial class PromptLibrary
{
    private IReadOnlyList<SavedPrompt> _prompts = [];
    private SavedPrompt? _deleted;
    private Error? _error;
    private string? _name;
    private string? _text;

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    [Inject]
    private ListPrompts List { get; set; } = null!;

    [Inject]
    private SavePrompt Save { get; set; } = null!;

    [Inject]
    private DeletePrompt Remove { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _prompts = await List.RunAsync(OwnerId, CancellationToken.None);

    private void Edit(SavedPrompt prompt) => (_name, _text) = (prompt.Name, prompt.Text);

    private async Task SaveAsync()
    {
        var saved = await StorageAttempt.RunAsync(() => Save.RunAsync(OwnerId, _name, _text, CancellationToken.None));
        _error = saved.Error;
        if (saved.Succeeded)
        {
            (_name, _text, _deleted) = (null, null, null);
            await LoadAsync();
        }
    }

    private async Task DeleteAsync(SavedPrompt prompt)
    {
        var deleted = await StorageAttempt.RunAsync(() => Remove.RunAsync(OwnerId, prompt.Name, CancellationToken.None));
        _error = deleted.Error;
        _deleted = deleted.Succeeded ? prompt : null;
        await LoadAsync();
    }

    private async Task UndoAsync()
    {
        if (_deleted is { } deleted)
        {
            await StorageAttempt.RunAsync(() => Save.RunAsync(OwnerId, deleted.Name, deleted.Text, CancellationToken.None));
            _deleted = null;
            await LoadAsync();
        }
    }
}
