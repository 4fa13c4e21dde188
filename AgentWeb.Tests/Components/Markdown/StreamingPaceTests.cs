using AgentWeb.Components.Markdown;
using AgentWeb.Components.Markdown.Streaming;
using AgentWeb.Tests.Components.Markdown.Circuit;

#pragma warning disable BL0006 // See CircuitBytes.

namespace AgentWeb.Tests.Components.Markdown;

public sealed class StreamingPaceTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly CircuitRenderer _renderer = new();
    private StreamingMarkdown _markdown = null!;

    public async ValueTask InitializeAsync()
    {
        _markdown = await _renderer.AddAsync<StreamingMarkdown>(new Dictionary<string, object?>(StringComparer.Ordinal));
        _renderer.AcknowledgesAtOnce = false;
    }

    public ValueTask DisposeAsync() => _renderer.DisposeAsync();

    [Fact]
    public async Task AppendAsync_BrowserIsIdle_SendsAtOnce()
    {
        var append = _markdown.AppendAsync("word", None);

        Assert.True(append.IsCompletedSuccessfully);
        Assert.Equal(1, _renderer.Unacknowledged);
        await append;
    }

    [Fact]
    public async Task AppendAsync_FourBatchesOnTheirWay_WaitsForAnAcknowledgement()
    {
        for (var i = 0; i < RenderPace.MaxBatches; i++)
        {
            await _markdown.AppendAsync("word ", None);
        }

        var fifth = _markdown.AppendAsync("fifth", None).AsTask();
        Assert.False(fifth.IsCompleted);
        Assert.Equal(4, _renderer.Unacknowledged);

        await _renderer.Acknowledge();
        await fifth.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(4, _renderer.Unacknowledged);
    }

    [Theory]
    [InlineData("word ", "word ", "word ", "word ")]
    [InlineData("- item", "\n\nText", "\n\n- item", "\n\n| a |\n|---|\n")]
    public async Task AppendAsync_AllAreAcknowledged_HasRoomForFourAgain(params string[] texts)
    {
        foreach (var text in texts)
        {
            await _markdown.AppendAsync(text, None);
        }

        for (var i = 0; i < RenderPace.MaxBatches; i++)
        {
            await _renderer.Acknowledge();
        }

        for (var i = 0; i < RenderPace.MaxBatches; i++)
        {
            Assert.True(_markdown.AppendAsync("more ", None).IsCompletedSuccessfully);
        }
    }

    [Fact]
    public async Task AppendAsync_NothingToShowYet_NeedsNoAcknowledgement()
    {
        for (var i = 0; i < 20; i++)
        {
            await _markdown.AppendAsync("-", None);
        }

        Assert.Equal(0, _renderer.Unacknowledged);
    }

    [Fact]
    public async Task AppendAsync_LongText_SendsNoMoreThanFourSlicesAhead()
    {
        var append = _markdown.AppendAsync(new string('é', 5 * FlushSlices.MaxBytes), None).AsTask();

        Assert.Equal(4, _renderer.Unacknowledged);
        Assert.InRange(_renderer.Bytes.Raw, 3 * FlushSlices.MaxBytes, (4 * FlushSlices.MaxBytes) + 4096);
        _renderer.AcknowledgesAtOnce = true;
        for (var i = 0; i < 4; i++)
        {
            await _renderer.Acknowledge();
        }

        await append.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RemoveAsync_AppendsAreWaiting_EndsThem()
    {
        var appends = Enumerable.Range(0, 10).Select(_ => _markdown.AppendAsync("word ", None).AsTask()).ToList();

        await _renderer.RemoveAsync();

        foreach (var append in appends.Skip(RenderPace.MaxBatches))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _markdown.AppendAsync("late", None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _markdown.CompleteAsync(None));
    }

    [Fact]
    public async Task AppendAsync_Cancelled_GivesUpItsPlace()
    {
        using var cancel = new CancellationTokenSource();
        for (var i = 0; i < RenderPace.MaxBatches; i++)
        {
            await _markdown.AppendAsync("word ", None);
        }

        var waiting = _markdown.AppendAsync("lost", cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await _renderer.Acknowledge();
        Assert.True(_markdown.AppendAsync("next", None).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("", 0)]
    public void Of_ShortText_IsOneSlice(string text, int count) => Assert.Equal(count, FlushSlices.Of(text).Count());

    [Fact]
    public void Of_LongText_FitsAndLosesNothing()
    {
        var text = string.Concat(Enumerable.Repeat("aé中🚀", 20_000));

        var slices = FlushSlices.Of(text).ToList();

        Assert.Equal(text, string.Concat(slices));
        Assert.All(slices, slice => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(slice), 1, FlushSlices.MaxBytes));
        Assert.All(slices, slice => Assert.False(char.IsLowSurrogate(slice[0])));
    }
}
