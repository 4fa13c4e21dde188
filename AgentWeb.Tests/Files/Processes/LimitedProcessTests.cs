using System.Diagnostics;
using AgentWeb.Core.Files.Processes;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Processes;

/// <summary>With real programs, which Linux and macOS have.</summary>
public sealed class LimitedProcessTests
{
    private static readonly ProcessLimits Limits = new() { ProcessorSeconds = 60, TakesInput = true, SilentWork = TimeSpan.FromMilliseconds(200) };

    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ProgramThatWorksAndSaysNothing_IsEndedByItsWork()
    {
        await using var process = Start("while :; do :; done");
        using var same = Process.GetProcessById(process.Id);
        var read = process.ReadAsync(new char[10], Cancellation).AsTask();

        _time.Advance(TimeSpan.FromSeconds(1));
        var before = same.TotalProcessorTime;
        await Eventually.TrueAsync(() => same.TotalProcessorTime - before > TimeSpan.FromMilliseconds(300), "it works");
        Assert.False(read.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => read);
    }

    [Fact]
    public async Task Read_ProgramThatWaits_IsGivenAMinute()
    {
        await using var process = Start("read line; read line");
        var read = process.ReadAsync(new char[10], Cancellation).AsTask();

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(read.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => read);
    }

    [Fact]
    public async Task Read_ProgramThatSpeaks_BeginsAnew()
    {
        await using var process = Start("read line; echo a; read line; echo b");
        var text = new char[10];
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var read = process.ReadAsync(text, Cancellation).AsTask();
            _time.Advance(TimeSpan.FromSeconds(40)); // Twice that is more than a minute.
            await process.Input.WriteAsync("go\n"u8.ToArray(), Cancellation);
            await process.Input.FlushAsync(Cancellation);
            Assert.Equal(2, await read);
        }

        Assert.Equal(0, _time.TimerCount);
    }

    [Fact]
    public async Task Read_ProgramThatWorksAndSpeaks_BeginsAnew()
    {
        // Each piece takes about as much work as is allowed for one, and all of them much more.
        await using var process = Start("while read line; do i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done; echo a; done");
        using var same = Process.GetProcessById(process.Id);
        var text = new char[10];
        while (same.TotalProcessorTime < Limits.SilentWork * 2)
        {
            var read = process.ReadAsync(text, Cancellation).AsTask();
            _time.Advance(TimeSpan.FromSeconds(1)); // It has not begun.
            await process.Input.WriteAsync("go\n"u8.ToArray(), Cancellation);
            await process.Input.FlushAsync(Cancellation);
            Assert.Equal(2, await read);
        }
    }

    private LimitedProcess Start(string script) => LimitedProcess.Start(Executables.Find("sh")!, ["-c", script], Limits, _time)!;
}
