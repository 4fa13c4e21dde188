using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Admin.Users;

/// <summary>All accounts: found, sorted, and changed, one or many at a time.</summary>
public sealed partial class UsersPage(
    ListUsers list, LockUser lockUser, ChangeRole changeRole, IServiceScopeFactory scopes, TimeProvider time) : ComponentBase
{
    private const int PageSize = 25;

    private readonly HashSet<Guid> _chosen = [];
    private UserPage _page = new([], 0);
    private UserPanel _panel = null!;
    private NewUserPanel _newUser = null!;
    private ElementReference _confirm;
    private ElementReference _heading;
    private BulkAction? _asked;
    private string? _notice;
    private Error? _unread;
    private int _readings;
    private string _search = "";
    private UserOrder _order;
    private int _number = 1;
    private bool _focusConfirm;

    private enum BulkAction
    {
        Lock,
        Unlock,
        MakeAdministrator,
        MakeUser,
        Delete,
    }

    private TimeProvider Time => time;

    private int First => ((_number - 1) * PageSize) + 1;

    private bool IsAllChosen => _page.Users.Count > 0 && _page.Users.All(user => _chosen.Contains(user.Id));

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusConfirm)
        {
            _focusConfirm = false;
            await _confirm.FocusAsync();
        }
    }

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var read = await StorageAttempt.ReadAsync<UserPage>(async () => await list.RunAsync(new(_search, _number, PageSize, _order), CancellationToken.None));
        if (reading == _readings)
        {
            (_page, _unread) = (read.Value ?? _page, read.Error);
        }
    }

    private static string Number(long? value) => value?.ToString("N0", CultureInfo.CurrentCulture) ?? "–";

    private Task SearchAsync()
    {
        _number = 1;
        return ReadAsync();
    }

    private Task SortAsync(ChangeEventArgs e)
    {
        (_order, _number) = (Enum.Parse<UserOrder>((string)e.Value!), 1);
        return ReadAsync();
    }

    private Task TurnAsync(int number)
    {
        _number = number;
        return ReadAsync();
    }

    private void Choose(Guid id, bool chosen) => _ = chosen ? _chosen.Add(id) : _chosen.Remove(id);

    private void ChooseAll(bool chosen)
    {
        foreach (var user in _page.Users)
        {
            Choose(user.Id, chosen);
        }
    }

    private void Ask(BulkAction action) => (_asked, _notice, _focusConfirm) = (action, null, true);

    private string Question(BulkAction action) => action switch
    {
        BulkAction.Lock => L["Lock the chosen accounts ({0})? Their pages and streams end within seconds.", _chosen.Count],
        BulkAction.Unlock => L["Unlock the chosen accounts ({0})?", _chosen.Count],
        BulkAction.MakeAdministrator => L["Make the chosen accounts ({0}) administrators? They are signed out.", _chosen.Count],
        BulkAction.MakeUser => L["Make the chosen accounts ({0}) ordinary users? They are signed out.", _chosen.Count],
        _ => L["Delete the chosen accounts ({0}) with all their conversations and files? This cannot be undone.", _chosen.Count],
    };

    private async Task RunAsync()
    {
        var action = _asked!.Value;
        var (done, problem) = (0, (Error?)null);
        foreach (var id in _chosen.ToList())
        {
            var result = await StorageAttempt.RunAsync(() => ChangeAsync(action, id));
            (done, problem) = result.Succeeded ? (done + 1, problem) : (done, result.Error);
        }

        (_asked, _notice) = (null, problem is null ? L["Changed accounts: {0}.", done] : L["Changed accounts: {0}.", done] + " " + L.Of(problem));
        _chosen.Clear();
        await ReadAsync();
    }

    private async Task<Result<Guid>> ChangeAsync(BulkAction action, Guid id)
    {
        if (action == BulkAction.Delete)
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<DeleteAccount>().RunAsync(id, CancellationToken.None);
        }

        return action switch
        {
            BulkAction.Lock => await lockUser.RunAsync(id, CancellationToken.None),
            BulkAction.Unlock => await lockUser.UndoAsync(id, CancellationToken.None),
            _ => await changeRole.RunAsync(id, action == BulkAction.MakeAdministrator ? Roles.Admin : Roles.User, CancellationToken.None),
        };
    }
}
