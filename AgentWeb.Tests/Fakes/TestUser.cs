namespace AgentWeb.Tests.Fakes;

/// <summary>An account of the tests.</summary>
public sealed record TestUser(Guid Id, string Email)
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "correct horse battery";
}
