using AgentWeb.Components.Shared;
using Microsoft.JSInterop;

namespace AgentWeb.Tests.Components.Shared;

/// <summary>What a browser attaches is let go of, whenever it answers.</summary>
public sealed class AttachedScriptTests
{
    private readonly Browser _browser = new();

    [Fact]
    public async Task Dispose_Attached_LetsGoOfIt()
    {
        var script = new AttachedScript(_browser);
        var attaching = script.AttachAsync("/page.js", "an element");
        var handle = _browser.Answer();
        await attaching;

        object?[] expected = ["/page.js", "attach", "an element"];
        Assert.Equal(expected, _browser.Arguments);
        Assert.Same(handle, script.Handle);
        await script.DisposeAsync();

        Assert.Null(script.Handle);
        Assert.Equal(["dispose", "released"], handle.Calls);
    }

    [Fact]
    public async Task Dispose_BeforeTheBrowserAnswers_LetsGoOfWhatItAnswers()
    {
        var script = new AttachedScript(_browser);
        var attaching = script.AttachAsync("/page.js");

        await script.DisposeAsync();
        var handle = _browser.Answer();
        await attaching;

        Assert.False(_browser.Cancellation.CanBeCanceled);
        Assert.Null(script.Handle);
        Assert.Equal(["dispose", "released"], handle.Calls);
    }

    [Fact]
    public async Task Attach_AgainBeforeTheBrowserAnswers_KeepsTheLastOnly()
    {
        var script = new AttachedScript(_browser);
        var first = script.AttachAsync("/page.js");
        var second = script.AttachAsync("/page.js");

        var (early, late) = (_browser.Answer(), _browser.Answer());
        await Task.WhenAll(first, second);

        Assert.Same(late, script.Handle);
        Assert.Equal(["dispose", "released"], early.Calls);
        Assert.Empty(late.Calls);
    }

    [Fact]
    public async Task Attach_FailsWhenItIsOver_IsNoFailure()
    {
        var script = new AttachedScript(_browser);
        var attaching = script.AttachAsync("/page.js");

        await script.DisposeAsync();
        _browser.Fail();

        await attaching;
        Assert.Null(script.Handle);
    }

    [Fact]
    public async Task Attach_Fails_IsAFailure()
    {
        var attaching = new AttachedScript(_browser).AttachAsync("/page.js");

        _browser.Fail();

        await Assert.ThrowsAsync<JSException>(() => attaching);
    }

    /// <summary>A browser that answers when it is told to.</summary>
    private sealed class Browser : IJSRuntime
    {
        private readonly Queue<TaskCompletionSource<object?>> _asked = [];

        public object?[] Arguments { get; private set; } = [];

        public CancellationToken Cancellation { get; private set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException("It would be given up after a minute.");

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Assert.Equal("agentweb.call", identifier);
            (Arguments, Cancellation) = (args!, cancellationToken);
            var answer = new TaskCompletionSource<object?>();
            _asked.Enqueue(answer);
            return (TValue)(await answer.Task)!;
        }

        public Handle Answer()
        {
            var handle = new Handle();
            _asked.Dequeue().SetResult(handle);
            return handle;
        }

        public void Fail() => _asked.Dequeue().SetException(new JSException("There is no such element."));
    }

    /// <summary>What a browser attached.</summary>
    private sealed class Handle : IJSObjectReference
    {
        public List<string> Calls { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Calls.Add(identifier);
            return ValueTask.FromResult(default(TValue)!);
        }

        public ValueTask DisposeAsync()
        {
            Calls.Add("released");
            return ValueTask.CompletedTask;
        }
    }
}
