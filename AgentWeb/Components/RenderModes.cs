using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Components;

/// <summary>How pages come to life.</summary>
internal static class RenderModes
{
    /// <summary>
    /// Pages of signed-in people live on a circuit. Without prerendering: each page would load everything twice, and a person could type
    /// into a composer that is thrown away a moment later.
    /// </summary>
    public static readonly IComponentRenderMode Page = new InteractiveServerRenderMode(prerender: false);
}
