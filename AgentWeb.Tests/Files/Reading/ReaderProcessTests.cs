using System.Diagnostics;
using System.Text;
using AgentWeb.Components;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Reading;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Files.Reading;

/// <summary>With real processes, as the server starts them.</summary>
public sealed class ReaderProcessTests : IDisposable
{
    private static readonly ReaderProgram Program = ReaderProgram.Of(typeof(App).Assembly)!;

    private readonly string _path = Path.GetTempFileName();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Read_Text_GivesWhatReadingItHereGives()
    {
        await File.WriteAllTextAsync(_path, string.Join("\n\n", Enumerable.Range(0, 500).Select(i => $"Paragraph {i} says “ähnliches” about penguins 👍.")), Cancellation);
        await using var reader = await StartAsync();
        var progress = new Progresses();

        var there = await reader.ReadAsync(() => 1, progress, Cancellation).ToListAsync(Cancellation);

        var here = await Here().ReadAsync(Order(), new(() => 1, TimeProvider.System), NoProgress.Instance, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(here.OfType<IndexedPassage>(), there.OfType<IndexedPassage>());
        Assert.Equal(Terms(here), Terms(there));
        Assert.Equal(here.Count, there.Count);
        Assert.Equal(1, progress.Last);
    }

    [Fact]
    public async Task Read_FileThatCannotBeRead_IsRefusedForTheSameReason()
    {
        await File.WriteAllTextAsync(_path, "{ \"a\": 1,\n  oops }", Cancellation);
        await using var reader = await StartAsync(FileKind.Json);

        var refused = await Assert.ThrowsAsync<FileRefusedException>(async () => await reader.ReadAsync(() => 1, NoProgress.Instance, Cancellation).ToListAsync(Cancellation));

        Assert.Equal(FileErrors.JsonDamaged(2), refused.Error);
    }

    [Fact]
    public async Task Read_ToldThatItMayTakeMore_GoesOnFaster()
    {
        await WriteLongAsync();
        await using var reader = await StartAsync(order => order with { CpuShare = 0.0001 }); // That would take hours.

        var items = await reader.ReadAsync(() => 1, NoProgress.Instance, Cancellation).ToListAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        Assert.NotEmpty(items.OfType<IndexedTerm>()); // They come last.
    }

    [Fact]
    public async Task Read_EndedByAnother_SaysThatItTookTooMuch()
    {
        await WriteLongAsync();
        await using var reader = await StartAsync();
        using (var process = Process.GetProcessById(reader.Id))
        {
            process.Kill();
        }

        var refused = await Assert.ThrowsAsync<FileRefusedException>(async () => await reader.ReadAsync(() => 1, NoProgress.Instance, Cancellation).ToListAsync(Cancellation));

        Assert.Equal("file_too_hard", refused.Error.Code);
    }

    [Fact]
    public async Task Dispose_InTheMiddle_EndsTheProcess()
    {
        await WriteLongAsync();
        var reader = await StartAsync();
        await using (var items = reader.ReadAsync(() => 1, NoProgress.Instance, Cancellation).GetAsyncEnumerator(Cancellation))
        {
            Assert.True(await items.MoveNextAsync());
        }

        await reader.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(reader.Id));
    }

    [Fact]
    public async Task Server_Gone_EndsTheProcessThoughNobodyReads()
    {
        await WriteLongAsync();
        await using var reader = await StartAsync();
        using var process = Process.GetProcessById(reader.Id);

        reader.CloseInput();

        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task Process_OnLinux_StandsBehindOthersAndKnowsNoSecret()
    {
        Environment.SetEnvironmentVariable("AGENTWEB_TEST_SECRET", "hidden");
        await WriteLongAsync();
        await using var reader = await StartAsync();

        var status = (await File.ReadAllTextAsync($"/proc/{reader.Id}/stat", Cancellation)).Split(") ")[1].Split(' ');
        var environment = await File.ReadAllTextAsync($"/proc/{reader.Id}/environ", Cancellation);

        Assert.Equal("19", status[16]);
        Assert.DoesNotContain("hidden", environment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/program")]
    [InlineData(null)] // It can be started and is no reader.
    public async Task ReadFile_WithoutAProcess_ReadsHere(string? path)
    {
        await WriteLongAsync();
        using var log = new CapturedLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        var read = new ReadFile(Here(), new(new Fixed(new()), []), new Fixed(new()), TimeProvider.System, logging.CreateLogger<ReadFile>(), new(path ?? Program.Path, ["--version"]));
        var file = new StoredFile { Name = "a.txt", ContentType = "text/plain", Hash = "", Kind = FileKind.Text, Size = new FileInfo(_path).Length };

        var first = await read.RunAsync(_path, file, NoProgress.Instance, Cancellation).FirstAsync(Cancellation);

        Assert.StartsWith("Line 0", Assert.IsType<IndexedPassage>(first).Passage.Text, StringComparison.Ordinal);
        Assert.Contains("could not be started", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private Task<ReaderProcess> StartAsync(FileKind kind = FileKind.Text) => StartAsync(order => order with { Kind = kind });

    private async Task<ReaderProcess> StartAsync(Func<ReadingOrder, ReadingOrder> change)
    {
        var reader = await ReaderProcess.StartAsync(Program, change(Order()), TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);
        Assert.NotNull(reader);
        return reader;
    }

    private ReadingOrder Order() => new(_path, FileKind.Text, new(), 1);

    /// <summary>More than a pipe and all buffers hold.</summary>
    private Task WriteLongAsync() =>
        File.WriteAllLinesAsync(_path, Enumerable.Range(0, 100_000).Select(i => $"Line {i} of a file that takes its time."), Encoding.UTF8, Cancellation);

    private static FileReader Here() => new ServiceCollection()
        .AddSingleton(TimeProvider.System).AddOptions().AddFileReading()
        .BuildServiceProvider().GetRequiredService<FileReader>();

    private static IEnumerable<(long Term, string Postings)> Terms(IEnumerable<IndexItem> items) =>
        items.OfType<IndexedTerm>().Select(t => (t.Term, Convert.ToHexString(t.Postings)));

    private sealed class Progresses : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }

    private sealed class Fixed(FilesOptions options) : IOptionsMonitor<FilesOptions>
    {
        public FilesOptions CurrentValue => options;

        public FilesOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<FilesOptions, string?> listener) => null;
    }
}
