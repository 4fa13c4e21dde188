namespace AgentWeb.Core.Data.Entities;

/// <summary>What stands in line, said once.</summary>
public static class JobsInLine
{
    /// <summary>Jobs that nothing but the line keeps from being picked: those that wait for files are left out.</summary>
    public static IQueryable<GenerationJob> InLine(this IQueryable<GenerationJob> jobs) => jobs.Where(j => j.WaitsForFilesUntil == null);
}
