using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Memory;

/// <summary><c>bench memory</c>: what open pages cost the server, and whether what was closed goes. All readings follow a full collection.</summary>
internal static class MemoryCommand
{
    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var circuits = args.Number("--circuits", 200);
        var conversations = args.Number("--conversations", 2000);
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}; resident memory and living objects of its process, each after a full collection");
        var figures = new FigureTable("start");
        await using var stage = await MemoryStage.StartAsync();
        stage.Model.Default = ModelScript.Generate(ContentKind.Mixed, 300);
        await IdleCircuits.MeasureAsync(stage, figures, circuits);
        await ClosedConversations.MeasureAsync(stage, figures, conversations);
        figures.Print();
        return figures.IsReached ? 0 : 1;
    }
}
