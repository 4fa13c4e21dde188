namespace AgentWeb.Features.History;

/// <summary>A row of the list was chosen, or is no longer.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="Range">All rows from the one chosen before to this one.</param>
public readonly record struct RowSelected(Guid Id, bool Range);
