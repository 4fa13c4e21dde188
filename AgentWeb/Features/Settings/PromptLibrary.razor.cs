using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Settings;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Settings;

/// <summary>A person's saved prompts.</summary>
public sealed partial class PromptLibrary
{
    private ElementReference _heading;
    private IReadOnlyList<SavedPrompt>? _prompts; // Null until they were read.
    private SavedPrompt? _deleted;
    private Error? _unread;
    private int _readings;
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
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var read = await StorageAttempt.ReadAsync<SavedPrompt[]>(async () => (await List.RunAsync(OwnerId, CancellationToken.None)).ToArray());
        if (reading == _readings)
        {
            (_prompts, _unread) = (read.Value ?? _prompts, read.Error);
        }
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
            await ReadAsync();
        }
    }

    private async Task DeleteAsync(SavedPrompt prompt)
    {
        var deleted = await StorageAttempt.RunAsync(() => Remove.RunAsync(OwnerId, prompt.Name, CancellationToken.None));
        _deleted = deleted.Succeeded ? prompt : null;
        await ShowOutcomeAsync(deleted.Error);
    }

    private async Task UndoAsync()
    {
        if (_deleted is { } deleted)
        {
            var restored = await StorageAttempt.RunAsync(() => Save.RunAsync(OwnerId, deleted.Name, deleted.Text, CancellationToken.None));
            _deleted = restored.Succeeded ? null : deleted; // So that it can be tried again.
            await ShowOutcomeAsync(restored.Error);
        }
    }

    /// <summary>Where the database took no change, nothing else is to be shown than before.</summary>
    private Task ShowOutcomeAsync(Error? error)
    {
        _error = error;
        return error is { Retryable: true } ? Task.CompletedTask : ReadAsync();
    }
}
