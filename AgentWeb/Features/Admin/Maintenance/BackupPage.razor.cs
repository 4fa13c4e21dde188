using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Backup;
using AgentWeb.Core.Configuration;
using AgentWeb.Core.Results;
using AgentWeb.Core.Retention;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace AgentWeb.Features.Admin.Maintenance;

/// <summary>Backups, and what takes old things away.</summary>
public sealed partial class BackupPage : IDisposable
{
    private ElementReference _heading;
    private IReadOnlyList<BackupFile> _files = [];
    private IReadOnlyList<RetentionView> _tasks = [];
    private bool _isCleaning;
    private Error? _unread;
    private int _readings;
    private Error? _error;
    private string _said = "";

    [Inject]
    private BackupFolder Folder { get; set; } = null!;

    [Inject]
    private BackupProgress Progress { get; set; } = null!;

    [Inject]
    private CreateBackup Create { get; set; } = null!;

    [Inject]
    private DeleteBackup Delete { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<BackupOptions> Options { get; set; } = null!;

    [Inject]
    private RunRetention Run { get; set; } = null!;

    [Inject]
    private ReadRetention Read { get; set; } = null!;

    private string Schedule => Options.CurrentValue.Every > TimeSpan.Zero
        ? L["One is made every {0}; {1} of these are kept.", SettingText.ForPerson(Options.CurrentValue.Every.ToString("c", CultureInfo.InvariantCulture)), Options.CurrentValue.Keep]
        : L["None is made by itself; how often is set under Configuration, Backup."];

    private string Status => _error is { } error ? L.Of(error)
        : Progress.State is { Running: true } state ? (state.Total == 0 ? L["Copying the database"] : L["Copying files: {0} of {1}", state.Done, state.Total])
        : _said;

    /// <inheritdoc/>
    public void Dispose() => Progress.Changed -= Show;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Progress.Changed += Show;
        await ReadAsync();
    }

    private void Show(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    /// <summary>Backups are files and at hand; what was taken away is in the database, and what was read of it before stays while that does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        _files = Folder.List();
        var read = await StorageAttempt.ReadAsync<RetentionView[]>(async () => (await Read.RunAsync(CancellationToken.None)).ToArray());
        if (reading == _readings)
        {
            (_tasks, _unread) = (read.Value ?? _tasks, read.Error);
        }
    }

    private async Task BackUpAsync() => await TellAsync(await StorageAttempt.RunAsync(() => Create.RunAsync(scheduled: false, CancellationToken.None)), L["The backup is made."]);

    private async Task DeleteAsync(string name) => await TellAsync(await StorageAttempt.RunAsync(() => Delete.RunAsync(name, CancellationToken.None)), L["The backup is deleted."]);

    private async Task CleanAsync()
    {
        _isCleaning = true;
        try
        {
            var done = await StorageAttempt.RunAsync<bool>(async () =>
            {
                await Run.RunAsync(all: true, CancellationToken.None);
                return true;
            });
            (_error, _said) = (done.Error, "");
        }
        finally
        {
            _isCleaning = false;
        }

        await ReadAsync();
    }

    private async Task TellAsync(Result<BackupFile> result, string said)
    {
        (_error, _said) = (result.Error, result.Succeeded ? said : "");
        await ReadAsync();
    }

    private string NameOf(string task) => task switch
    {
        "conversations" => L["Deleted and temporary conversations"],
        "files" => L["Files that nobody has"],
        "audit" => L["Audit log"],
        "jobs" => L["How replies came about"],
        "product-events" => L["What people did"],
        "sign-ins" => L["Sign-ins that ended"],
        "invitations" => L["Invitations that ended"],
        "keys" => L["API keys that ended"],
        "usage" => L["Use by day"],
        "queue-samples" => L["Length of the queue"],
        _ => task,
    };
}
