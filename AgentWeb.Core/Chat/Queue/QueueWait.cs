namespace AgentWeb.Core.Chat.Queue;

/// <summary>A place in the queue.</summary>
/// <param name="Position">1 starts next on its model; 0 when the job is not in line.</param>
/// <param name="Estimate">Estimated wait, rounded to what such an estimate is worth.</param>
public readonly record struct QueueWait(int Position, TimeSpan Estimate)
{
    /// <summary>The file that must be read before the job stands in line; null when it waits for none.</summary>
    public string? File { get; init; }

    /// <summary>The wait for a file, which has no place in line.</summary>
    public static QueueWait For(string file) => new(Position: 0, TimeSpan.Zero) { File = file };

    /// <summary>Rounds up to what is worth telling: seconds below ten, then 5 s, 30 s from a minute on, minutes from ten on.</summary>
    public static TimeSpan Round(TimeSpan wait)
    {
        var step = wait.TotalSeconds switch
        {
            <= 10 => 1,
            <= 60 => 5,
            <= 600 => 30,
            _ => 60,
        };
        return TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds / step) * step);
    }
}
