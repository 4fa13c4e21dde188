namespace AgentWeb.Core;

/// <summary>Marks a setting that is read once: a change counts from the next start on, and whoever changes it is told so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeedsRestartAttribute : Attribute;
