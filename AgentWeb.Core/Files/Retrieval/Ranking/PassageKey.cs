namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>Which passage of which file.</summary>
internal readonly record struct PassageKey(long FileSeq, int Position);
