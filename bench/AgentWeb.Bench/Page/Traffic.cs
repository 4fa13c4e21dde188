using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Page;

/// <summary>What a page transferred: bodies as they came over the wire and their headers, and what came over its WebSocket.</summary>
internal sealed class Traffic
{
    private const int Listed = 12;

    private readonly ConcurrentDictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> _bytes = new(StringComparer.Ordinal);

    /// <summary>All of it.</summary>
    public double Bytes => _bytes.Values.Sum();

    /// <summary>Starts to count.</summary>
    public static async Task<Traffic> WatchAsync(IPage page)
    {
        var traffic = new Traffic();
        var devTools = await page.Context.NewCDPSessionAsync(page);
        devTools.Event("Network.responseReceived").OnEvent += (_, e) =>
            traffic._addresses[Text(e, "requestId")] = e!.Value.GetProperty("response").GetProperty("url").GetString()!;
        devTools.Event("Network.webSocketCreated").OnEvent += (_, e) => traffic._addresses[Text(e, "requestId")] = Text(e, "url");
        devTools.Event("Network.loadingFinished").OnEvent += (_, e) =>
            traffic.Add(Text(e, "requestId"), e!.Value.GetProperty("encodedDataLength").GetDouble());
        devTools.Event("Network.webSocketFrameReceived").OnEvent += (_, e) =>
        {
            // Before compression, binary as Base64: an upper bound of what came.
            var frame = e!.Value.GetProperty("response");
            var isBinary = frame.GetProperty("opcode").GetDouble() is 2;
            traffic.Add(Text(e, "requestId"), frame.GetProperty("payloadData").GetString()!.Length * (isBinary ? 0.75 : 1));
        };
        await devTools.SendAsync("Network.enable");
        return traffic;
    }

    /// <summary>Prints the largest.</summary>
    public void Print()
    {
        Console.WriteLine();
        foreach (var (id, bytes) in _bytes.OrderByDescending(entry => entry.Value).Take(Listed))
        {
            Console.WriteLine($"{bytes / 1024,8:0.0} KB  {_addresses.GetValueOrDefault(id, id)}");
        }
    }

    private static string Text(JsonElement? e, string name) => e!.Value.GetProperty(name).GetString()!;

    private void Add(string id, double bytes) => _bytes.AddOrUpdate(id, bytes, (_, before) => before + bytes);
}
