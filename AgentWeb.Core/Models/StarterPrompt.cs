namespace AgentWeb.Core.Models;

/// <summary>Something to ask that the first screen offers.</summary>
/// <param name="Title">A few words for the button.</param>
/// <param name="Prompt">The message that is sent.</param>
public sealed record StarterPrompt(string Title, string Prompt);
