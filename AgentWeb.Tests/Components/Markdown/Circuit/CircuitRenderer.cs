using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

#pragma warning disable BL0006 // See CircuitBytes.

namespace AgentWeb.Tests.Components.Markdown.Circuit;

/// <summary>A real renderer with no browser behind it, which acknowledges batches when it is told to.</summary>
public sealed class CircuitRenderer() : Renderer(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance)
{
    private readonly Queue<TaskCompletionSource> _unacknowledged = [];
    private int _root;

    /// <summary>What was sent.</summary>
    public CircuitBytes Bytes { get; } = new();

    /// <summary>Whether each batch is acknowledged at once; otherwise by <see cref="Acknowledge"/>.</summary>
    public bool AcknowledgesAtOnce { get; set; } = true;

    /// <summary>How often components were rendered.</summary>
    public int Renders { get; private set; }

    /// <summary>How many batches are on their way.</summary>
    public int Unacknowledged => _unacknowledged.Count;

    /// <inheritdoc />
    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    /// <summary>Puts a component on the page.</summary>
    public async Task<TComponent> AddAsync<TComponent>(IDictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        var component = (TComponent)InstantiateComponent(typeof(TComponent));
        await Dispatcher.InvokeAsync(() =>
        {
            _root = AssignRootComponentId(component);
            return RenderRootComponentAsync(_root, ParameterView.FromDictionary(parameters));
        });
        return component;
    }

    /// <summary>Takes the component from the page.</summary>
    public Task RemoveAsync() => Dispatcher.InvokeAsync(() => RemoveRootComponent(_root));

    /// <summary>Acknowledges the oldest batch.</summary>
    public Task Acknowledge() => Dispatcher.InvokeAsync(_unacknowledged.Dequeue().SetResult);

    /// <inheritdoc />
    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    /// <inheritdoc />
    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        Bytes.Count(in renderBatch);
        Renders += renderBatch.UpdatedComponents.Count;
        if (AcknowledgesAtOnce)
        {
            return Task.CompletedTask;
        }

        var acknowledged = new TaskCompletionSource();
        _unacknowledged.Enqueue(acknowledged);
        return acknowledged.Task;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Bytes.Dispose();
        }
    }
}
