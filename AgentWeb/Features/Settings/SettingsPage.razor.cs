using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using AgentWeb.Core.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Settings;

/// <summary>How a person wants the product to be. Every change is stored and seen at once.</summary>
public sealed partial class SettingsPage
{
    private ElementReference _heading;
    private UserSettings? _settings;
    private Guid _ownerId;
    private bool _isAdministrator;
    private Error? _unread;
    private Error? _error;
    private Task _changing = Task.CompletedTask;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ReadUserSettings ReadSettings { get; set; } = null!;

    [Inject]
    private ChangeUserSettings ChangeSettings { get; set; } = null!;

    [Inject]
    private ModelAccess Models { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private (string Value, string Label)[] Themes => [("System", L["As the device"]), ("Light", L["Light"]), ("Dark", L["Dark"])];

    private (string Value, string Label)[] Densities => [("Comfortable", L["Comfortable"]), ("Compact", L["Compact"])];

    private (string Value, string Label)[] LanguageOptions => [("", L["As the browser"]), ("en", "English"), ("de", "Deutsch")];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var user = (await SignedIn).User;
        (_ownerId, _isAdministrator) = (user.UserId(), user.IsInRole(Roles.Admin));
        await ReadAsync();
    }

    private static string? Blank(object? value) => value as string is { Length: > 0 } text ? text : null;

    private async Task ReadAsync()
    {
        var read = await StorageAttempt.ReadAsync<UserSettings>(async () => await ReadSettings.RunAsync(_ownerId, CancellationToken.None));
        (_settings, _unread) = (read.Value ?? _settings, read.Error);
    }

    private Task ChangeAsync(Action<UserSettings> change)
    {
        _error = null; // Not later: what goes well would wipe out that the change before it did not.
        return _changing = ChangeBehindAsync(_changing, change);
    }

    /// <summary>Changes what the change before left; made at once, one of them would undo the other.</summary>
    private async Task ChangeBehindAsync(Task before, Action<UserSettings> change)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        var changed = await StorageAttempt.RunAsync(async () =>
        {
            var wanted = await ReadSettings.RunAsync(_ownerId, CancellationToken.None);
            change(wanted);
            return await ChangeSettings.RunAsync(_ownerId, wanted, CancellationToken.None);
        });
        if (!changed.Succeeded)
        {
            _error = changed.Error;
            return;
        }

        _settings = changed.Value;
        await Browser.InvokeVoidAsync("agentweb.applyLook", Lower(_settings.Theme), Lower(_settings.Density), _settings.Language ?? "");
    }

    private async Task ChangeLanguageAsync(string language)
    {
        await ChangeAsync(s => s.Language = Blank(language));
        if (_error is null)
        {
            // The words of a circuit are chosen when it begins.
            Navigation.NavigateTo("/settings", forceLoad: true);
        }
    }

    private async Task ChangeNotificationsAsync(bool wanted)
    {
        var allowed = wanted && await Browser.InvokeAsync<bool>("agentweb.allowNotifications");
        await ChangeAsync(s => s.Notifications = allowed);
        if (wanted && !allowed)
        {
            _error = new("notifications_blocked", L["The browser does not allow notifications for this site. Allow them in its settings first."]);
        }
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
