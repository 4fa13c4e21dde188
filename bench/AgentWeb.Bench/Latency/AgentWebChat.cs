using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>AgentWeb's page, signed in.</summary>
internal sealed class AgentWebChat(JourneyPage page, FakeModelServer model, Uri clock)
    : MeasuredChat(page.Page, "article[data-role=assistant] .reply-text", "article[data-status=complete] .reply-text", clock)
{
    public override RecordedRequest Request =>
        model.Requests.Last(request => request.Body.RootElement.GetRawText().Contains("Please answer.", StringComparison.Ordinal));

    public override void Script(ModelScript script) => model.Enqueue(script);

    public override Task NewConversationAsync() => page.NewChatAsync();
}
