using System.Collections.Concurrent;
using AgentWeb.Core.Accounts;
using AgentWeb.Features;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AgentWeb.Hosting;

/// <summary>The pages (circuits) that people have open on this node.</summary>
public sealed class ConnectedPages
{
    private readonly ConcurrentDictionary<Guid, ConnectedPage> _pages = new();

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<ConnectedPage> All => [.. _pages.Values];

    /// <summary>Those of a sign-in.</summary>
    /// <param name="signInId">The sign-in, as claims name it.</param>
    public IReadOnlyList<ConnectedPage> Of(Guid signInId) => [.. _pages.Values.Where(page => page.SignInId == signInId)];

    internal void Add(ConnectedPage page) => _pages[page.Id] = page;

    internal void Remove(ConnectedPage page) => _pages.TryRemove(page.Id, out _);
}

/// <summary>A page that somebody has open.</summary>
public sealed class ConnectedPage(Guid ownerId, string user, Guid? signInId, string? address, string? browser, DateTimeOffset since, Func<Guid?> conversation)
{
    private long _lastActivity = since.UtcTicks;

    /// <summary>Identifier; it opens nothing.</summary>
    public Guid Id { get; } = Guid.CreateVersion7(since);

    /// <summary>The account.</summary>
    public Guid OwnerId { get; } = ownerId;

    /// <summary>Its e-mail address.</summary>
    public string User { get; } = user;

    /// <summary>The sign-in by which it was opened.</summary>
    public Guid? SignInId { get; } = signInId;

    /// <summary>Where it was opened.</summary>
    public string? Address { get; } = address;

    /// <summary>What the browser calls itself.</summary>
    public string? Browser { get; } = browser;

    /// <summary>When it was opened.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>Whether its browser is connected; one that is away may come back for a while.</summary>
    public bool IsConnected { get; internal set; } = true;

    /// <summary>When the person last did something in it.</summary>
    public DateTimeOffset LastActivity => new(Interlocked.Read(ref _lastActivity), TimeSpan.Zero);

    /// <summary>The conversation it shows; null while it shows none.</summary>
    public Guid? ConversationId => conversation();

    internal void Touch(DateTimeOffset now) => Interlocked.Exchange(ref _lastActivity, now.UtcTicks);
}

/// <summary>Keeps <see cref="ConnectedPages"/>: one of these for each circuit.</summary>
internal sealed class CircuitPresence(
    ConnectedPages pages, OpenConversation conversation, IHttpContextAccessor requests, AuthenticationStateProvider authentication, TimeProvider time) : CircuitHandler
{
    private readonly string? _address = ActingUser.AddressOf(requests.HttpContext);
    private readonly string? _browser = requests.HttpContext?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
    private ConnectedPage? _page;

    /// <inheritdoc/>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (user.FindUserId() is { } ownerId)
        {
            Guid? signIn = Guid.TryParse(user.FindFirst(UserClaims.SessionId)?.Value, out var id) ? id : null;
            _page = new(ownerId, user.Identity?.Name ?? "", signIn, _address, _browser, time.GetUtcNow(), () => conversation.Id);
            pages.Add(_page);
        }
    }

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => SetConnectedAsync(connected: true);

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => SetConnectedAsync(connected: false);

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_page is not null)
        {
            pages.Remove(_page);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => activity =>
    {
        _page?.Touch(time.GetUtcNow());
        return next(activity);
    };

    private Task SetConnectedAsync(bool connected)
    {
        if (_page is not null)
        {
            _page.IsConnected = connected;
        }

        return Task.CompletedTask;
    }
}
