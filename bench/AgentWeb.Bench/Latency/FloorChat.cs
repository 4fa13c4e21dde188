using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>The bare page.</summary>
internal sealed class FloorChat(IPage page, FloorServer server) : MeasuredChat(page, ".reply", ".reply[data-done]", new Uri(server.Address, "clock"))
{
    public override RecordedRequest Request => server.Request!;

    public override void Script(ModelScript script) => server.Script = script;

    public override Task NewConversationAsync() => Page.EvaluateAsync("() => document.getElementById('replies').replaceChildren()");
}
