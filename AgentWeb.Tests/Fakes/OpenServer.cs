namespace AgentWeb.Tests.Fakes;

/// <summary>A server with an administrator and open registration, to be shared by the tests of a class.</summary>
public sealed class OpenServer : TestServer
{
    public OpenServer() => Settings["Accounts:Registration"] = "Open";

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAdministratorAsync();
    }
}
