using AgentWeb.Bench.Circuits;
using AgentWeb.Bench.Figures;

namespace AgentWeb.Bench.Memory;

/// <summary>What an open page costs that nobody uses.</summary>
internal static class IdleCircuits
{
    private const double Bar = 350;
    private const int Repetitions = 3;

    /// <summary>Opens pages with a short conversation, and compares what the server uses with and without them.</summary>
    public static async Task MeasureAsync(MemoryStage stage, FigureTable figures, int circuits)
    {
        // What the first pages leave behind, compiled code and caches, is no page's.
        await CloseAsync(await OpenAsync(stage, circuits));
        var (resident, heap) = (new List<double>(), new List<double>());
        for (var i = 0; i < Repetitions; i++)
        {
            var before = await stage.ReadAsync();
            var open = await OpenAsync(stage, circuits);
            var with = await stage.ReadAsync();
            await CloseAsync(open);
            resident.Add((with.Resident - before.Resident) / 1024.0 / circuits);
            heap.Add((with.Heap - before.Heap) / 1024.0 / circuits);
            Console.WriteLine(FormattableString.Invariant($"  {circuits} circuits: {resident[^1]:0.0} KB resident each, of which {heap[^1]:0.0} KB are living objects"));
        }

        figures.Add($"{circuits} idle circuits, resident memory each", resident.Median(), null, null, Bar, "KB");
        figures.Add($"{circuits} idle circuits, living objects each", heap.Median(), null, null, null, "KB");
    }

    private static async Task<List<CircuitClient>> OpenAsync(MemoryStage stage, int circuits)
    {
        var conversation = await ShortConversation.HoldAsync(stage.Target);
        var open = new List<CircuitClient>();
        for (var i = 0; i < circuits; i++)
        {
            open.Add(await conversation.OpenAsync());
        }

        return open;
    }

    private static Task CloseAsync(List<CircuitClient> open) => Task.WhenAll(open.Select(circuit => circuit.DisposeAsync().AsTask()));
}
