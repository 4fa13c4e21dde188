namespace AgentWeb.Core;

/// <summary>Marks a setting that only files and environment may have, because it differs from node to node or data depends on it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotEditableAttribute : Attribute;
