namespace AgentWeb.Core.Audit;

/// <summary>Who does something, as the audit log names them.</summary>
/// <param name="Id">The account; null for the server itself and for strangers.</param>
/// <param name="Name">The account's e-mail address, <c>server</c>, or <c>anonymous</c>.</param>
/// <param name="Address">Where it comes from; null for the server itself.</param>
/// <param name="UserAgent">What the browser or program calls itself. Not in the audit log; the list of sign-ins shows it.</param>
public sealed record Actor(Guid? Id, string Name, string? Address, string? UserAgent = null)
{
    /// <summary>The server itself: schedules, retention, what starts without anybody.</summary>
    public static Actor Server { get; } = new(null, "server", null);

    /// <summary>The same place, now that it is known who is there.</summary>
    public Actor As(Guid id, string? name) => this with { Id = id, Name = name ?? Name };
}
