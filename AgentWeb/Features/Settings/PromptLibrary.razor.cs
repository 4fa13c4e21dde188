using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Settings;

/// <summary>A person's saved prompts.</summary>
public sealed partial class PromptLibrary
{
    private IReadOnlyList<SavedPrompt>? _prompts; // Null until they were read.
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
    protected override async Task OnInitializedAsync() => _error = await LoadAsync();

    /// <summary>Reads them anew.</summary>
    /// <returns>Why they could not be read; what was read before stays.</returns>
    private async Task<Error?> LoadAsync()
    {
        var read = await StorageAttempt.RunAsync<SavedPrompt[]>(async () => (await List.RunAsync(OwnerId, CancellationToken.None)).ToArray());
        _prompts = read.Value ?? _prompts;
        return read.Error;
    }

    private void TakeExample() => (_name, _text) = (L["translate"].Value, L["Translate into English: "].Value);

    private void Edit(SavedPrompt prompt) => (_name, _text) = (prompt.Name, prompt.Text);

    private async Task SaveAsync()
    {
        var saved = await StorageAttempt.RunAsync(() => Save.RunAsync(OwnerId, _name, _text, CancellationToken.None));
        _error = saved.Error;
        if (saved.Succeeded)
        {
            (_name, _text, _deleted) = (null, null, null);
            _error = await LoadAsync();
        }
    }

    private async Task DeleteAsync(SavedPrompt prompt)
    {
        var deleted = await StorageAttempt.RunAsync(() => Remove.RunAsync(OwnerId, prompt.Name, CancellationToken.None));
        _deleted = deleted.Succeeded ? prompt : null;
        _error = await LoadAsync() ?? deleted.Error;
    }

    private async Task UndoAsync()
    {
        if (_deleted is { } deleted)
        {
            var restored = await StorageAttempt.RunAsync(() => Save.RunAsync(OwnerId, deleted.Name, deleted.Text, CancellationToken.None));
            _deleted = restored.Succeeded ? null : deleted; // So that it can be tried again.
            _error = await LoadAsync() ?? restored.Error;
        }
    }
}
