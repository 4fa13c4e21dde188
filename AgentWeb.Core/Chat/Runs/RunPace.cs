namespace AgentWeb.Core.Chat.Runs;

/// <summary>How the tokens of a run come, while it runs on this node.</summary>
/// <param name="FirstTokenMs">From picked to the first token, in milliseconds; null while there is none.</param>
/// <param name="TokensPerSecond">Tokens a second since then, as far as they can be counted before the end; null while there is nothing to divide.</param>
public readonly record struct RunPace(long? FirstTokenMs, double? TokensPerSecond);
