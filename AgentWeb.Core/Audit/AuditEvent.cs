namespace AgentWeb.Core.Audit;

/// <summary>What is written into the audit log, beside who did it and when. Never text of a conversation and never a secret.</summary>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="TargetId">Identifier of what it was done to.</param>
/// <param name="Target">What it was done to, for a reader: an e-mail address, a key's name, a setting.</param>
/// <param name="Detail">What changed, in a sentence.</param>
public sealed record AuditEvent(string Action, string? TargetId = null, string? Target = null, string? Detail = null);
