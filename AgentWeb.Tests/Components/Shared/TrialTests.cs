using Bunit;
using Radzen;
using Radzen.Blazor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Components;
namespace AgentWeb.Tests.Components.Shared;
public sealed class TrialTests
{
    public record P(string T, double V);
    [Fact]
    public async Task Trial()
    {
        await using var c = new BunitContext();
        c.JSInterop.Mode = JSRuntimeMode.Loose;
        c.JSInterop.Setup<Rect>("Radzen.createChart", _ => true).SetResult(new Rect { Width = 600, Height = 200 });
        c.Services.AddRadzenComponents();
        var data = new[] { new P("a", 1), new P("b", 3), new P("c", 2) };
        RenderFragment series = b =>
        {
            b.OpenComponent<RadzenLineSeries<P>>(0);
            b.AddAttribute(1, "Data", data); b.AddAttribute(2, "CategoryProperty", "T"); b.AddAttribute(3, "ValueProperty", "V"); b.AddAttribute(4, "Title", "Waiting");
            b.CloseComponent();
        };
        var chart = c.Render<RadzenChart>(p => p.Add(x => x.ChildContent, series).Add(x => x.Style, "width:600px;height:200px"));
        File.WriteAllText("/tmp/trial/radzen.html", chart.Markup);
        File.WriteAllText("/tmp/trial/js.txt", string.Join("\n", c.JSInterop.Invocations.Select(i => i.Identifier)));
        Assert.NotEmpty(chart.Markup);
    }
}
