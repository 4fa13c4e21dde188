namespace AgentWeb.Core.Backup;

/// <summary>How far the backup is that is being made.</summary>
/// <param name="Running">Whether one is.</param>
/// <param name="Done">Files that are in it.</param>
/// <param name="Total">Files that will be in it; 0 while the database is copied.</param>
public sealed record BackupState(bool Running, int Done, int Total);

/// <summary>Tells how far it is.</summary>
public sealed class BackupProgress
{
    private volatile BackupState _state = new(Running: false, 0, 0);

    /// <summary>Raised after it changed, from any thread.</summary>
    public event EventHandler? Changed;

    /// <summary>How far it is.</summary>
    public BackupState State => _state;

    internal void Set(BackupState state)
    {
        _state = state;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
