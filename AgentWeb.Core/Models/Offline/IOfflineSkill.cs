namespace AgentWeb.Core.Models.Offline;

/// <summary>
/// One thing that the built-in assistant can do. A new one is a class that implements this and a line in
/// <see cref="OfflineServices"/>, whose order is the order in which they are tried.
/// </summary>
internal interface IOfflineSkill
{
    /// <summary>The answer, or null when the question is not for this skill.</summary>
    OfflineAnswer? TryAnswer(OfflineQuestion question);
}
