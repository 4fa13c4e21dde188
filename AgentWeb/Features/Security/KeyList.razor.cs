using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Security;

/// <summary>Makes keys, shows each once, and revokes them.</summary>
public sealed partial class KeyList(
    CreateApiKey create, ListApiKeys list, RevokeApiKey revoke, NavigationManager navigation, IJSRuntime browser, TimeProvider time) : ComponentBase
{
    private const int UsualDays = 90;

    private readonly HashSet<string> _scopes = [ApiScopes.Chat];
    private ElementReference _heading;
    private IReadOnlyList<ApiKeyView> _keys = [];
    private NewApiKey? _made;
    private Error? _unread;
    private Error? _error;
    private string _name = "";
    private int _days = UsualDays;
    private bool _copied;

    /// <summary>Who it is.</summary>
    [Parameter, EditorRequired]
    public ClaimsPrincipal User { get; set; } = null!;

    private IEnumerable<string> Offered => ApiScopes.All.Where(scope => scope != ApiScopes.Admin || User.IsInRole(Roles.Admin));

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var read = await StorageAttempt.ReadAsync<ApiKeyView[]>(async () => (await list.RunAsync(User.UserId(), CancellationToken.None)).ToArray());
        (_keys, _unread) = (read.Value ?? _keys, read.Error);
    }

    private void Choose(string scope, bool chosen) => _ = chosen ? _scopes.Add(scope) : _scopes.Remove(scope);

    private async Task CreateAsync()
    {
        var made = await StorageAttempt.RunAsync(() =>
            create.RunAsync(User.UserId(), new(_name, [.. _scopes], _days == 0 ? null : _days), CancellationToken.None));
        (_error, _copied) = (made.Error, false);
        if (made.Succeeded)
        {
            (_made, _name) = (made.Value, "");
            await ReadAsync();
        }
    }

    private async Task CopyAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("agentweb.copy", _made!.Text);
            _copied = true;
        }
        catch (JSException)
        {
            // Not allowed, or not a secure page: it stands in a field, from which the keyboard copies it.
            _copied = false;
        }
    }

    private async Task RevokeAsync(ApiKeyView key)
    {
        var revoked = await StorageAttempt.RunAsync(() => revoke.RunAsync(User.UserId(), key.Id, CancellationToken.None));
        var failed = revoked.Error is { Retryable: true } error ? error : null;
        if (failed is null && _made?.View.Id == key.Id)
        {
            _made = null;
        }

        _error = failed; // It stands whether or not the keys can be read, and when they are read again.
        await ReadAsync();
    }

    private string CurlLine(string key) => $"curl -H '{ApiKeyHandler.HeaderName}: {key}' {navigation.ToAbsoluteUri("api/v1/sessions")}";

    private string ScopeName(string scope) => scope switch
    {
        ApiScopes.Chat => L["chat for you"],
        ApiScopes.Files => L["use files"],
        ApiScopes.Read => L["read everything, change nothing"],
        _ => L["administer"],
    };

    private string Life(ApiKeyView key) => key.ExpiresAt is { } end ? L["works until {0}", L.Day(end)] : L["works until it is revoked"];

    private string Use(ApiKeyView key) => key.LastUsedAt is { } used
        ? L["last used {0} from {1}", L.Ago(used, time.GetUtcNow()), key.LastUsedAddress ?? ""]
        : L["never used"];
}
