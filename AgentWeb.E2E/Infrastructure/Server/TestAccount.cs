namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>Somebody with an account.</summary>
/// <param name="Email">The address they sign in with.</param>
/// <param name="Password">Their password.</param>
public sealed record TestAccount(string Email, string Password)
{
    /// <summary>A person nobody else is.</summary>
    public static TestAccount Unique(string name = "ann") =>
        new($"{name}-{Guid.CreateVersion7():N}@example.org", "correct horse battery");
}
