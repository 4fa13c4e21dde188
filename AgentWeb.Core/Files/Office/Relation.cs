namespace AgentWeb.Core.Files.Office;

/// <summary>A part that a part refers to.</summary>
/// <param name="Id">What it is called there.</param>
/// <param name="Type">What it is to it: an address, whose last word says it.</param>
/// <param name="Target">The part's name.</param>
internal sealed record Relation(string Id, string Type, string Target)
{
    /// <summary>Whether it is of a type; the two editions of the standard differ in what stands before the last word.</summary>
    public bool IsOfType(string type) => Type.EndsWith("/" + type, StringComparison.Ordinal);
}
