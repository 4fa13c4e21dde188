namespace AgentWeb.Core.Chat.Runs;

/// <summary>Why a run is stopped, as the row of its job keeps it for the process that holds it.</summary>
internal static class StopReasons
{
    private const string ByOwner = "stopped";

    /// <summary>An administrator wants it; what its owner is told.</summary>
    public static RunFailure ByAdministrator { get; } = new(
        "stopped_by_administrator", "An administrator stopped this reply. What had arrived is kept.");

    /// <summary>The code to keep.</summary>
    /// <param name="because">What the owner is told; null when it is they who want it.</param>
    public static string CodeOf(RunFailure? because) => because?.Code ?? ByOwner;

    /// <summary>What the owner is told; null when it was they who wanted it.</summary>
    public static RunFailure? Of(string code) => code == ByAdministrator.Code ? ByAdministrator : null;
}
