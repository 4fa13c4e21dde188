namespace AgentWeb.Core.Audit;

/// <summary>Who does something, as the audit log names them.</summary>
/// <param name="Id">The account; null for the server itself and for strangers.</param>
/// <param name="Name">The account's e-mail address, <c>server</c>, or <c>anonymous</c>.</param>
/// <param name="Address">Where it comes from; null for the server itself.</param>
public sealed record Actor(Guid? Id, string Name, string? Address)
{
    /// <summary>The server itself: schedules, retention, what starts without anybody.</summary>
    public static Actor Server { get; } = new(null, "server", null);
}
