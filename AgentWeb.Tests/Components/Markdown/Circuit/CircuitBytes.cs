using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR.Protocol;

#pragma warning disable BL0006 // Render trees are the renderer's own business; so is counting what a circuit sends.

namespace AgentWeb.Tests.Components.Markdown.Circuit;

/// <summary>
/// Counts what a circuit sends: each batch as Blazor's own writer and hub protocol write it, and deflated by a WebSocket that keeps its
/// window from message to message. Both are internal to the framework, so they are reached by reflection, here and nowhere else.
/// </summary>
public sealed class CircuitBytes : IDisposable
{
    // The end of a flush that a WebSocket leaves out, and the header of its frame.
    private const int FlushMark = 4;
    private const int FrameHeader = 2;

    private static readonly Assembly Server = typeof(CircuitOptions).Assembly;
    private static readonly Type WriterType = Server.GetType("Microsoft.AspNetCore.Components.Server.Circuits.RenderBatchWriter", throwOnError: true)!;
    private static readonly ConstructorInvoker NewWriter = ConstructorInvoker.Create(WriterType.GetConstructor([typeof(Stream), typeof(bool)])!);
    private static readonly MethodInfo WriteMethod =
        WriterType.GetMethod("Write", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [typeof(RenderBatch).MakeByRefType()])!;

    private readonly IHubProtocol _protocol =
        (IHubProtocol)Activator.CreateInstance(Server.GetType("Microsoft.AspNetCore.Components.Server.BlazorPack.BlazorPackHubProtocol", throwOnError: true)!)!;

    private readonly MemoryStream _batch = new();
    private readonly MemoryStream _wire = new();
    private readonly DeflateStream _deflate;

    public CircuitBytes() => _deflate = new DeflateStream(_wire, CompressionLevel.Optimal, leaveOpen: true);

    private delegate void WriteBatch(in RenderBatch batch);

    /// <summary>How many batches there were.</summary>
    public int Batches { get; private set; }

    /// <summary>Their bytes before compression.</summary>
    public long Raw { get; private set; }

    /// <summary>Their bytes on the wire.</summary>
    public long Wire { get; private set; }

    /// <summary>Counts one batch.</summary>
    public void Count(in RenderBatch batch)
    {
        _batch.SetLength(0);
        using (var writer = (IDisposable)NewWriter.Invoke(_batch, true))
        {
            WriteMethod.CreateDelegate<WriteBatch>(writer)(in batch);
        }

        var message = _protocol.GetMessageBytes(new InvocationMessage("JS.RenderBatch", [(long)++Batches, _batch.ToArray()]));
        Raw += message.Length;
        _wire.SetLength(0);
        _deflate.Write(message.Span);
        _deflate.Flush();
        Wire += _wire.Length - FlushMark + FrameHeader;
    }

    public void Dispose() => _deflate.Dispose();
}
