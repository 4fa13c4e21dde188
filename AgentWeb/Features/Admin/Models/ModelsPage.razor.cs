using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Primitives;

namespace AgentWeb.Features.Admin.Models;

/// <summary>Model servers and models: what there is, whether it works, who may use it and what it costs.</summary>
public sealed partial class ModelsPage : IAsyncDisposable
{
    private readonly Dictionary<string, EndpointTest> _tests = new(StringComparer.Ordinal);
    private ElementReference _heading;
    private IDisposable? _watch;
    private BreakerFollower? _follower;
    private ModelsView? _view;
    private ServerDraft? _draft;
    private PolicyDraft? _policy;
    private EndpointTest? _test;
    private string? _testing;
    private bool _isTesting;
    private Error? _error;
    private Error? _unread;
    private int _readings;
    private string _said = "";

    [Inject]
    private ReadModels Read { get; set; } = null!;

    [Inject]
    private SaveEndpoint SaveEndpoint { get; set; } = null!;

    [Inject]
    private RemoveEndpoint RemoveEndpoint { get; set; } = null!;

    [Inject]
    private TestEndpoint TestEndpoint { get; set; } = null!;

    [Inject]
    private SaveModelPolicy SavePolicy { get; set; } = null!;

    [Inject]
    private EndpointBreakers Breakers { get; set; } = null!;

    [Inject]
    private IModelCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await (_follower?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Servers tell their models when they are asked, a moment after they were added.
        _watch = ChangeToken.OnChange(Catalogue.Watch, () => _ = InvokeAsync(async () =>
        {
            await ShowAsync();
            StateHasChanged();
        }));
        _follower = new(Breakers, Time, () => InvokeAsync(StateHasChanged));
        await ShowAsync();
    }

    private static string PriceOf(decimal? price) => price?.ToString("0.######", CultureInfo.CurrentUICulture) ?? "–";

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ShowAsync()
    {
        var reading = ++_readings;
        var read = await StorageAttempt.ReadAsync<ModelsView>(async () => await Read.RunAsync(CancellationToken.None));
        if (reading == _readings)
        {
            (_view, _unread) = (read.Value ?? _view, read.Error);
        }
    }

    private string UseOf(ModelView model) => model.Use switch
    {
        ModelUse.Nobody => L["Nobody"],
        ModelUse.Chosen => L["Administrators and {0} more", model.Users.Count],
        _ => L["Everybody"],
    };

    private void EditServer(ServerDraft? draft) => (_draft, _test, _error, _said) = (draft, null, null, "");

    private async Task SaveServerAsync(ServerDraft draft)
    {
        var saved = await StorageAttempt.RunAsync(() => SaveEndpoint.RunAsync(draft.Id, draft.ToInput(), CancellationToken.None));
        if (saved.Succeeded)
        {
            EditServer(null);
        }

        await TellAsync(saved, L["Saved. It counts now."]);
    }

    private async Task TestDraftAsync(ServerDraft draft)
    {
        (_isTesting, _test, _error) = (true, null, null);
        var result = await StorageAttempt.ReadAsync(() => TestEndpoint.RunAsync(draft.ToInput(), draft.Id, CancellationToken.None));
        (_isTesting, _test, _error) = (false, result.Value, result.Error);
    }

    private async Task TestAsync(string name)
    {
        _testing = name;
        _tests.Remove(name);
        var result = await StorageAttempt.ReadAsync(() => TestEndpoint.RunAsync(name, CancellationToken.None));
        (_testing, _error) = (null, result.Error);
        if (result.Value is { } test)
        {
            _tests[name] = test;
        }
    }

    private async Task RemoveAsync(Guid id) => await TellAsync(await StorageAttempt.RunAsync(() => RemoveEndpoint.RunAsync(id, CancellationToken.None)), L["Removed."]);

    private async Task SavePolicyAsync(PolicyDraft draft)
    {
        var saved = await StorageAttempt.RunAsync(() => SavePolicy.RunAsync(draft.Key, draft.ToInput(), CancellationToken.None));
        _policy = saved.Succeeded ? null : _policy;
        await TellAsync(saved, L["Saved. It counts now."]);
    }

    private async Task TellAsync<T>(Result<T> result, string said)
    {
        (_error, _said) = (result.Error, result.Succeeded ? said : "");
        await ShowAsync();
    }
}
