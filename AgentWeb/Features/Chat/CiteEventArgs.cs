using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Chat;

/// <summary>A reference to a passage was pressed in the text of a reply.</summary>
public sealed class CiteEventArgs : EventArgs
{
    /// <summary>Its number.</summary>
    public int Number { get; set; }
}

/// <summary>Events that browsers do not have by themselves; <c>wwwroot/js/citations.js</c> makes them.</summary>
[EventHandler("oncite", typeof(CiteEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
