using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Reading;

/// <summary>What a reader is to read, and how.</summary>
/// <param name="Path">A local file with the content.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Limits">What may be in it.</param>
/// <param name="CpuShare">Share of a processor to begin with, above 0 and at most 1.</param>
internal sealed record ReadingOrder(string Path, FileKind Kind, ContentLimits Limits, double CpuShare);
