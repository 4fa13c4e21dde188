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
    private int _openings; // What was asked for in an earlier one has no say in this one, though it may be of the same account.
    private int _readings;
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
        var opening = ++_openings;
        (_userId, _user, _unread, _error, _notice, _link, _asksDelete) = (userId, null, null, null, null, null, false);
        _untouched = Typed; // It is from before: nothing was typed since it was opened.
        do
        {
            await ShowAsync();
            if (opening != _openings)
            {
                return; // It was opened again, maybe for another account, and is shown when that is read.
            }
        }
        while (_user is null && _unread is null); // What was done before it was opened has ended, and began to read it too.

        StateHasChanged();
        await browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "open", _dialog);
    }

    /// <summary>
    /// Reads the account that is to be shown; of one that is gone by now it says so. What was read before stays while the database does not answer.
    /// </summary>
    private async Task ShowAsync()
    {
        var (reading, userId) = (++_readings, _userId);
        var read = await StorageAttempt.ReadAsync<(UserView? User, IReadOnlyList<ApiKeyView> Keys)>(
            async () => (await list.FindAsync(userId, CancellationToken.None), await keys.OfAllAsync(userId, CancellationToken.None)));
        if (reading != _readings)
        {
            return; // It is being read anew, or was: this may be older than a change, or of another account.
        }

        _unread = read.Error;
        if (!read.Succeeded)
        {
            return;
        }

        (_user, _keys) = read.Value;
        if (_user is null)
        {
            _unread = Error.NotFound("account");
        }
        else if (Typed == _untouched)
        {
            var limits = _user.Limits;
            (_jobs, _tokens, _megabytes) = (limits.MaxConcurrentJobs, limits.MaxTokensPerDay, QuotaField.Shown(limits.StorageQuota));
            _priority = limits.QueuePriority is null or JobPriority.Normal ? "" : limits.QueuePriority.Value.ToString();
            _untouched = Typed;
        }
    }

    private Task SaveAsync() => DoAsync(
        async id =>
        {
            var (typed, opening) = (Typed, _openings);
            var priority = typed.Priority.Length == 0 ? (JobPriority?)null : Enum.Parse<JobPriority>(typed.Priority);
            var limits = new UserLimits(typed.Jobs, priority, typed.Tokens, QuotaField.Bytes(typed.Megabytes, _user!.Limits.StorageQuota));
            var saved = await changeLimits.RunAsync(id, limits, CancellationToken.None);
            _untouched = saved.Succeeded && opening == _openings ? typed : _untouched; // What is typed since then is kept, and is still to be saved.
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
        var opening = _openings;
        string? path = null;
        await DoAsync(
            async id =>
            {
                var made = await links.CreateAsync(id, CancellationToken.None);
                path = made.Value;
                return made;
            },
            notice: null);
        if (opening == _openings)
        {
            _link = path is null ? null : navigation.ToAbsoluteUri(path[1..]).ToString();
        }
    }

    private async Task DeleteAsync()
    {
        var opening = _openings;
        await DoAsync(
            async id =>
            {
                var deleted = await InScopeAsync<DeleteAccount, Result<Guid>>(delete => delete.RunAsync(id, CancellationToken.None));
                if (deleted.Succeeded && opening == _openings)
                {
                    await CloseAsync(); // Before it is read, and said to be gone.
                }

                return deleted;
            },
            notice: null);
        if (opening == _openings)
        {
            _asksDelete = false; // Not what is asked of an account that was opened meanwhile.
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "close", _dialog);
        }
        catch (Exception missed) when (missed is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The script did not come, or the page is gone or does not answer: the account is deleted all the same, which is said where it stays open.
        }
    }

    /// <summary>Changes the account, and reads it anew; of one that is gone by now it says so.</summary>
    private async Task DoAsync<T>(Func<Guid, Task<Result<T>>> change, string? notice)
    {
        var (id, opening) = (_user!.Id, _openings);
        var done = await StorageAttempt.RunAsync(() => change(id));
        if (opening == _openings)
        {
            (_error, _notice, _link) = (done.Error, done.Succeeded ? notice : null, null);
        }

        if (id == _userId)
        {
            await ShowAsync(); // Also where it was opened again meanwhile: what was read for that may be older than the change.
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
