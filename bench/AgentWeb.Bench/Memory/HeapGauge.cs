using System.Globalization;
using System.Net.Sockets;
using System.Runtime;

namespace AgentWeb.Bench.Memory;

/// <summary>
/// Tells, over a socket, what is alive in the process it was started in. It collects all garbage first and gives back what the heap does
/// not need, so that the figures are those of living objects and not of when the collector last ran.
/// </summary>
internal static class HeapGauge
{
    /// <summary>Environment variable with the path of the socket.</summary>
    public const string SocketVariable = "AGENTWEB_BENCH_GAUGE";

    /// <summary>Answers on a thread of its own.</summary>
    public static void Start()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable(SocketVariable)!));
        listener.Listen();
        new Thread(() => Answer(listener)) { IsBackground = true, Name = "heap gauge" }.Start();
    }

    private static void Answer(Socket listener)
    {
        while (true)
        {
            using var asker = listener.Accept();
            using var answer = new StreamWriter(new NetworkStream(asker));
            for (var i = 0; i < 3; i++)
            {
                // What has a finalizer dies in the collection after the one that found it.
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            answer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet}"));
        }
    }
}
