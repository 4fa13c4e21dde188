namespace AgentWeb.Bench.Files;

/// <summary>How a hostile file ended.</summary>
/// <param name="File">The file.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Took">From the first byte that was sent until its end was known.</param>
/// <param name="Status">Where its processing stands, or that it was refused.</param>
/// <param name="Name">The name it is kept under; null when it was refused.</param>
/// <param name="Code">Code of its error.</param>
internal sealed record HostileEnd(HostileFile File, int Size, TimeSpan Took, string Status, string? Name, string? Code)
{
    /// <summary>Whether it has to end in an error.</summary>
    public bool IsHarmful => File.Code is not null;

    /// <summary>Whether it ended as it has to.</summary>
    public bool IsRight => IsHarmful ? Code == File.Code : Status == "completed" && Name == File.KeptName;

    /// <summary>In a line.</summary>
    public string Describe() => FormattableString.Invariant(
        $"  {File.What} ({File.Name}, {Size / 1024.0:N0} kB): {Took.TotalSeconds:0.0} s, {Status} {Code ?? Name}{(IsRight ? "" : ", but it has to be " + (File.Code ?? "completed " + File.KeptName))}");
}
