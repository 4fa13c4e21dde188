namespace AgentWeb.Features.Settings;

/// <summary>
/// Stands for the words of the interface: <c>Resources/Words.de.resx</c> and its like hold them in other languages under the English ones.
/// </summary>
public sealed class Words;
