using AgentWeb.Core;
using AgentWeb.Core.Configuration;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Admin.Settings;

/// <summary>The settings of the server, a section at a time, with who changed them.</summary>
public sealed partial class ConfigurationPage
{
    private const int ShownChanges = 30;

    private readonly Dictionary<string, string?> _edited = new(StringComparer.Ordinal);
    private ElementReference _heading;
    private Dictionary<string, SettingProblem> _problems = new(StringComparer.Ordinal);
    private IReadOnlyList<ChangeView>? _changes; // Null until those of the section were read.
    private SectionView? _view;
    private Error? _error;
    private Error? _unread;
    private string _said = "";

    /// <summary>The section; the first one when there is none of that name.</summary>
    [Parameter]
    public string? Section { get; set; }

    [Inject]
    private ReadConfiguration Read { get; set; } = null!;

    [Inject]
    private TryConfiguration Try { get; set; } = null!;

    [Inject]
    private ChangeConfiguration Change { get; set; } = null!;

    [Inject]
    private UndoConfiguration Undo { get; set; } = null!;

    [Inject]
    private ReloadConfiguration Reload { get; set; } = null!;

    [Inject]
    private ReadConfigurationHistory History { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Discard();
        await ShowAsync();
    }

    /// <summary>Settings are at hand; who changed them is in the database, and what was read of that before stays while it does not answer.</summary>
    private async Task ShowAsync()
    {
        var view = (Read.Run(Section) is { Succeeded: true } found ? found : Read.Run(Read.Sections[0])).Value!;
        if (!string.Equals(view.Name, _view?.Name, StringComparison.Ordinal))
        {
            (_changes, _unread) = (null, null); // Those of another section are not this one's.
        }

        _view = view;
        var read = await StorageAttempt.ReadAsync<ChangeView[]>(
            async () => (await History.RunAsync(view.Name, before: null, ShownChanges, CancellationToken.None)).ToArray());
        if (ReferenceEquals(view, _view))
        {
            (_changes, _unread) = (read.Value ?? _changes, read.Error); // Another section may have been chosen meanwhile.
        }
    }

    private string? TextOf(SettingView setting) => _edited.TryGetValue(setting.Definition.Key, out var text)
        ? text ?? SettingWords.Shown(setting.Definition, setting.Definition.Default)
        : SettingWords.Shown(setting.Definition, setting.Value);

    private void Edit(SettingView setting, string? text)
    {
        var isAsBefore = text is not null && string.Equals(text, SettingWords.Shown(setting.Definition, setting.Value) ?? "", StringComparison.Ordinal);
        if (isAsBefore)
        {
            _edited.Remove(setting.Definition.Key);
        }
        else
        {
            _edited[setting.Definition.Key] = text;
        }

        _problems.Remove(setting.Definition.Key);
        (_error, _said) = (null, "");
    }

    private void Discard()
    {
        _edited.Clear();
        _problems.Clear();
        (_error, _said) = (null, "");
    }

    private async Task SaveAsync()
    {
        var trial = await StorageAttempt.ReadAsync(() => Try.RunAsync(_view!.Name, _edited, CancellationToken.None));
        _problems = trial.Value?.Problems.GroupBy(problem => problem.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal) ?? [];
        await TellAsync(await StorageAttempt.RunAsync(() => Change.RunAsync(_view!.Name, _edited, CancellationToken.None)), L["Saved. It counts now."]);
    }

    private async Task UndoAsync(long seq) =>
        await TellAsync(await StorageAttempt.RunAsync(() => Undo.RunAsync(seq, CancellationToken.None)), L["Taken back. It counts now."]);

    private async Task ReloadAsync() =>
        await TellAsync(await StorageAttempt.RunAsync(() => Reload.RunAsync(CancellationToken.None)), L["Files and environment were read again."]);

    private async Task TellAsync<T>(Result<T> result, string said)
    {
        if (result.Succeeded)
        {
            Discard();
            await ShowAsync();
        }

        (_error, _said) = (result.Error, result.Succeeded ? said : "");
    }
}
