namespace AgentWeb.Features.Settings;

/// <summary>
/// Stands for the words of the interface: <c>Resources/Features/Settings/Words.de.resx</c> and its like hold them in other languages under the
/// English ones, by which every component asks for them.
/// </summary>
public sealed class Words;
