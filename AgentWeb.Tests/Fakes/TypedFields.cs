using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

#pragma warning disable BL0006 // Render trees are the renderer's own business; what a browser makes of them is seen nowhere else without one.

namespace AgentWeb.Tests.Fakes;

/// <summary>Looks at fields whose letters a component is told of one by one.</summary>
public static class TypedFields
{
    private static readonly MethodInfo Render = typeof(ComponentBase).GetMethod("BuildRenderTree", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>
    /// Of each such field the attribute that the renderer knows to follow the letters. Of a field without one (null), it sends the text that the
    /// component was told last with the next render, over letters that were typed since and are still on their way.
    /// </summary>
    public static IReadOnlyList<string?> FollowedIn(ComponentBase component)
    {
        using var tree = new RenderTreeBuilder();
        Render.Invoke(component, [tree]);
        var frames = tree.GetFrames();
        return
        [
            .. frames.Array.Take(frames.Count)
                .Where(frame => frame is { FrameType: RenderTreeFrameType.Attribute, AttributeName: "oninput" })
                .Select(frame => frame.AttributeEventUpdatesAttributeName),
        ];
    }
}
