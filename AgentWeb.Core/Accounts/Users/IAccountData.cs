namespace AgentWeb.Core.Accounts;

/// <summary>
/// Something of an account that does not go with its row: what runs for it, bytes of files. Whoever keeps such registers one of these; it is asked
/// before an account is deleted, when nobody can act for the account any more.
/// </summary>
public interface IAccountData
{
    /// <summary>Ends or removes it.</summary>
    Task ReleaseAsync(Guid ownerId, CancellationToken cancellationToken);
}
