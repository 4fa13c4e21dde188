using AgentWeb.Bench.Figures;

namespace AgentWeb.Bench.Memory;

/// <summary>Whether conversations that were held and left stay in memory.</summary>
internal static class ClosedConversations
{
    private const double Bar = 1.1;
    private const int Rehearsals = 100;
    private const int AtOnce = 4;

    /// <summary>The server remembers a run for a while after its end, for those who come back.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    /// <summary>Holds them, each in a page of its own that is closed again, and compares the heap before and after.</summary>
    public static async Task MeasureAsync(MemoryStage stage, FigureTable figures, int conversations)
    {
        await HoldAsync(stage, Rehearsals);
        await ForgetAsync(stage);
        var before = await stage.ReadAsync();
        await HoldAsync(stage, conversations);
        await ForgetAsync(stage);
        var after = await stage.ReadAsync();
        figures.Add($"heap after {conversations} conversations, beside the start", Megabytes(after), Megabytes(before), FigureTable.Ratio(after.Heap, before.Heap), Bar, "MB");
    }

    private static double Megabytes(MemoryReading reading) => reading.Heap / 1024.0 / 1024.0;

    private static Task HoldAsync(MemoryStage stage, int conversations) => Parallel.ForAsync(
        0,
        conversations,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (_, _) =>
        {
            var conversation = await ShortConversation.HoldAsync(stage.Target);
            await using var page = await conversation.OpenAsync();
        });

    private static async Task ForgetAsync(MemoryStage stage)
    {
        await Task.Delay(Remembered + TimeSpan.FromSeconds(1));
        await ShortConversation.HoldAsync(stage.Target); // The next run makes it forget the ones before.
    }
}
