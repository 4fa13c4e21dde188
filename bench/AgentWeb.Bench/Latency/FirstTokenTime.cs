using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>Time from Enter to the first text of the answer: what a server between person and model adds to it.</summary>
internal static class FirstTokenTime
{
    private const double Bar = 30;
    private const int Questions = 15;

    /// <summary>Shorter than anybody takes to write a question.</summary>
    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(1);

    private static readonly ModelScript Short = ModelScript.Generate(ContentKind.Paragraph, 20);

    /// <summary>
    /// Measures new conversations, follow-ups, and the first question after a start: sent as soon as the page takes it, while its circuit still
    /// begins, and when there was time to write it.
    /// </summary>
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

        var atOnce = new List<double>();
        var written = new List<double>();
        for (var i = 0; i < repeat; i++)
        {
            await stage.RestartAsync();
            atOnce.Add(await OnceAsync(stage.AgentWeb));
            await stage.RestartAsync();
            await Task.Delay(Writing);
            written.Add(await OnceAsync(stage.AgentWeb));
        }

        var least = floor.Median();
        Add("first token, new conversation", fresh);
        Add("first token, follow-up", followUps);
        Add("first token, first question after the start, a second after its page", written);
        Add("first token, the same while its page still begins", atOnce);

        void Add(string what, List<double> times) =>
            figures.Add(what, times.Median(), least, FigureTable.Added(times.Median(), least, "ms"), Bar, "ms");
    }

    private static async Task<double> OnceAsync(MeasuredChat chat)
    {
        var record = await chat.AskAsync(Short, watchText: false);
        return record.FirstTextAt - record.EnterAt;
    }
}
