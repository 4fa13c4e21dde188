using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Tests.Features;

/// <summary>What a page shows where something could not be read, and the way on from there.</summary>
internal static class Unread
{
    /// <summary>Where it is said; what could not be changed is said in a paragraph.</summary>
    public const string Alert = "div[role=alert]";

    /// <summary>It is said once, in the words for somebody who only looks.</summary>
    public static void IsSaid<T>(IRenderedComponent<T> shown)
        where T : IComponent
    {
        var said = Assert.Single(shown.FindAll(Alert)).TextContent;
        Assert.Contains("cannot be read at the moment", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed.", said, StringComparison.Ordinal);
    }

    /// <summary>Reads again what could not be read. The button goes with that, so what stands for it is to get the focus.</summary>
    public static async Task AgainAsync<T>(BunitContext pages, IRenderedComponent<T> shown, string heading)
        where T : IComponent
    {
        await SidebarStage.Button(shown.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());
        Assert.Empty(shown.FindAll(Alert));
        var given = pages.JSInterop.Invocations["agentweb.call"].Last(call => call.Arguments[1] is "regain");
        Assert.NotEmpty(Assert.IsType<ElementReference>(given.Arguments[2]).Id); // Whose it is cannot be told: bUnit forgets that when it renders again.
        Assert.NotEmpty(shown.FindAll($"{heading}[tabindex='-1'], input{heading}"));
    }

    /// <summary>Reads again twice at once what could not be read. The reading that was asked for first ends last and fails, which nobody is told.</summary>
    public static async Task LastCountsAsync<T>(IRenderedComponent<T> shown, UnsteadyContexts contexts)
        where T : IComponent
    {
        var asked = contexts.Asked;
        (contexts.Fails, contexts.Holds) = (false, true);
        var first = SidebarStage.Button(shown.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => contexts.Asked == asked + 1, "it is being read");
        contexts.Holds = false;
        await SidebarStage.Button(shown.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());
        Assert.Empty(shown.FindAll(Alert));

        contexts.Fails = true;
        contexts.Let(1);
        await first;

        Assert.Empty(shown.FindAll(Alert));
        contexts.Fails = false;
    }
}
