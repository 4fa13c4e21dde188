using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Admin.Users;

/// <summary>One account: its limits, its access, its end.</summary>
public sealed partial class UserPanel(
    ListUsers list, ChangeLimits changeLimits, LockUser lockUser, ChangeRole changeRole, SignOutUser signOut, PasswordLinks links, ListApiKeys keys,
    RevokeApiKey revokeKey, IServiceScopeFactory scopes, NavigationManager navigation, IJSRuntime browser) : ComponentBase
{
    private ElementReference _dialog;
    private ElementReference _heading;
    private Guid _userId;
    private UserView? _user;
    private IReadOnlyList<ApiKeyView> _keys = [];
    private Error? _unread;
    private Error? _error;
    private string? _notice;
    private string? _link;
    private bool _asksDelete;
    private int? _jobs;
    private string _priority = "";
    private long? _tokens;
    private decimal? _megabytes;
    private (int? Jobs, string Priority, long? Tokens, decimal? Megabytes) _untouched; // What was put into the fields last, or saved from them.

    /// <summary>Something of an account changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private (int? Jobs, string Priority, long? Tokens, decimal? Megabytes) Typed => (_jobs, _priority, _tokens, _megabytes);

    /// <summary>Shows an account.</summary>
    public async Task OpenAsync(Guid userId)
    {
        (_userId, _user, _unread, _error, _notice, _link, _asksDelete) = (userId, null, null, null, null, null, false);
        _untouched = Typed; // Of another account: nothing was typed for this one.
        await ShowAsync();
        if (userId != _userId)
        {
            return; // Another account is to be shown by now, and is when it is read.
        }

        StateHasChanged();
        await browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "open", _dialog);
    }

    /// <summary>Reads the account that is to be shown; of one that is gone by now it says so.</summary>
    private async Task ShowAsync()
    {
        var userId = _userId;
        await ReadAsync(userId);
        if (userId == _userId && _user is null)
        {
            _unread ??= Error.NotFound("account");
        }
    }

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync(Guid userId)
    {
        var read = await StorageAttempt.ReadAsync<(UserView? User, IReadOnlyList<ApiKeyView> Keys)>(
            async () => (await list.FindAsync(userId, CancellationToken.None), await keys.OfAllAsync(userId, CancellationToken.None)));
        if (userId != _userId)
        {
            return; // Another account is to be shown by now.
        }

        _unread = read.Error;
        if (!read.Succeeded)
        {
            return;
        }

        (_user, _keys) = read.Value;
        if (_user?.Limits is { } limits && Typed == _untouched)
        {
            (_jobs, _tokens, _megabytes) = (limits.MaxConcurrentJobs, limits.MaxTokensPerDay, QuotaField.Shown(limits.StorageQuota));
            _priority = limits.QueuePriority is null or JobPriority.Normal ? "" : limits.QueuePriority.Value.ToString();
            _untouched = Typed;
        }
    }

    private Task SaveAsync() => DoAsync(
        async id =>
        {
            var typed = Typed;
            var priority = typed.Priority.Length == 0 ? (JobPriority?)null : Enum.Parse<JobPriority>(typed.Priority);
            var limits = new UserLimits(typed.Jobs, priority, typed.Tokens, QuotaField.Bytes(typed.Megabytes, _user!.Limits.StorageQuota));
            var saved = await changeLimits.RunAsync(id, limits, CancellationToken.None);
            _untouched = saved.Succeeded && id == _userId ? typed : _untouched; // What is typed since then is kept, and is still to be saved.
            return saved;
        },
        L["The limits are saved."]);

    private Task ToggleLockAsync() => DoAsync(
        id => _user!.IsLocked ? lockUser.UndoAsync(id, CancellationToken.None) : lockUser.RunAsync(id, CancellationToken.None),
        _user!.IsLocked ? L["The account is unlocked."] : L["The account is locked."]);

    private Task ToggleRoleAsync() => DoAsync(
        id => changeRole.RunAsync(id, _user!.IsAdministrator ? Roles.User : Roles.Admin, CancellationToken.None), L["The role is changed."]);

    private Task SignOutAsync() => DoAsync(id => signOut.RunAsync(id, CancellationToken.None), L["All sign-ins are ended."]);

    private Task ResetTwoFactorAsync() => DoAsync(
        id => InScopeAsync<SwitchTwoFactorOff, Result<Guid>>(off => off.ResetAsync(id, CancellationToken.None)), L["Two-factor sign-in is off."]);

    private Task RevokeAsync(Guid keyId) => DoAsync(_ => revokeKey.AnyAsync(keyId, CancellationToken.None), L["The key is revoked."]);

    private async Task MakeLinkAsync()
    {
        var userId = _userId;
        string? path = null;
        await DoAsync(
            async id =>
            {
                var made = await links.CreateAsync(id, CancellationToken.None);
                path = made.Value;
                return made;
            },
            notice: null);
        if (userId == _userId)
        {
            _link = path is null ? null : navigation.ToAbsoluteUri(path[1..]).ToString();
        }
    }

    private async Task DeleteAsync()
    {
        await DoAsync(
            async id =>
            {
                var deleted = await InScopeAsync<DeleteAccount, Result<Guid>>(delete => delete.RunAsync(id, CancellationToken.None));
                if (deleted.Succeeded && id == _userId)
                {
                    await browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "close", _dialog); // Before it is read, and said to be gone.
                }

                return deleted;
            },
            notice: null);
        _asksDelete = false;
    }

    /// <summary>Changes the account, and reads it anew; of one that is gone by now it says so.</summary>
    private async Task DoAsync<T>(Func<Guid, Task<Result<T>>> change, string? notice)
    {
        var id = _user!.Id;
        var done = await StorageAttempt.RunAsync(() => change(id));
        if (id == _userId)
        {
            (_error, _notice, _link) = (done.Error, done.Succeeded ? notice : null, null);
            await ShowAsync();
        }

        await OnChanged.InvokeAsync();
    }

    /// <summary>What needs Identity's managers lives for one call, not as long as the page.</summary>
    private async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> call)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
