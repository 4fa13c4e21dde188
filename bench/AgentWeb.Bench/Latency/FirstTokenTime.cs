using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>Time from Enter to the first text of the answer: what a server between person and model adds to it.</summary>
internal static class FirstTokenTime
{
    private const double Bar = 30;
    private const int Questions = 15;

    private static readonly ModelScript Short = ModelScript.Generate(ContentKind.Paragraph, 20);

    /// <summary>Measures new conversations, follow-ups, and the first question after a start.</summary>
    public static async Task MeasureAsync(LatencyStage stage, FigureTable figures, int repeat)
    {
        var floor = new List<double>();
        var fresh = new List<double>();
        var followUps = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            await stage.Floor.NewConversationAsync();
            floor.Add(await OnceAsync(stage.Floor));
            await stage.AgentWeb.NewConversationAsync();
            fresh.Add(await OnceAsync(stage.AgentWeb));
            followUps.Add(await OnceAsync(stage.AgentWeb));
        }

        var afterStart = new List<double>();
        for (var i = 0; i < repeat; i++)
        {
            await stage.RestartAsync();
            afterStart.Add(await OnceAsync(stage.AgentWeb));
        }

        var least = floor.Median();
        Add("first token, new conversation", fresh);
        Add("first token, follow-up", followUps);
        Add("first token, first question after the start", afterStart);

        void Add(string what, List<double> times) =>
            figures.Add(what, times.Median(), least, FigureTable.Added(times.Median(), least, "ms"), Bar, "ms");
    }

    private static async Task<double> OnceAsync(MeasuredChat chat)
    {
        var record = await chat.AskAsync(Short, watchText: false);
        return record.FirstTextAt - record.EnterAt;
    }
}
