namespace AgentWeb.Features.Settings;

/// <summary>
/// Stands for the words of the interface: <c>Resources/Features/Settings/Words.de.resx</c> and its like hold them in other languages under the
/// English ones, which every component has as <c>L["English"]</c>.
/// </summary>
public sealed class Words;
