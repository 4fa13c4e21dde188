using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Checking;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Results;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Fakes;

/// <summary>Files in a folder of their own, and what the server makes of them. Whatever alone takes longer than the deadline fails.</summary>
public sealed class LocalFiles : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("agentweb-files-").FullName;
    private readonly ServiceProvider _services;

    public LocalFiles(Action<FilesOptions>? configure = null)
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddFileReading().Configure<FilesOptions>(options => configure?.Invoke(options)).BuildServiceProvider();
    }

    /// <summary>A new file with these bytes.</summary>
    public string Write(byte[] content)
    {
        var path = NewPath();
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A new file with this text, in UTF-8.</summary>
    public string Write(string content) => Write(Encoding.UTF8.GetBytes(content));

    /// <summary>Where another file can be written.</summary>
    public string NewPath() => Path.Combine(_directory, Guid.CreateVersion7().ToString("N"));

    /// <summary>What the check says of a file of this name and content.</summary>
    public Task<Result<CheckedFile>> CheckAsync(string name, byte[] content) => CheckAsync(name, Write(content));

    /// <summary>What the check says of a file on disk.</summary>
    public async Task<Result<CheckedFile>> CheckAsync(string name, string path)
    {
        using var deadline = StartDeadline();
        return await _services.GetRequiredService<FileCheck>().RunAsync(name, path, deadline.Token);
    }

    /// <summary>The code of the error that the check ends with.</summary>
    public async Task<string?> RefusalAsync(string name, byte[] content) => (await CheckAsync(name, content)).Error?.Code;

    /// <summary>The code of the error that the check ends with.</summary>
    public async Task<string?> RefusalAsync(string name, string path) => (await CheckAsync(name, path)).Error?.Code;

    /// <summary>The text of a file.</summary>
    public async Task<List<ExtractedPart>> ExtractAsync(FileKind kind, string path, IProgress<double>? progress = null) =>
        await Parts(kind, path, progress).ToListAsync();

    /// <summary>The text of a file, as it comes.</summary>
    public async IAsyncEnumerable<ExtractedPart> Parts(FileKind kind, string path, IProgress<double>? progress = null)
    {
        using var deadline = StartDeadline();
        var extractor = _services.GetServices<IFileExtractor>().Single(e => e.Kinds.Contains(kind));
        await foreach (var part in extractor.ExtractAsync(path, kind, progress ?? new Progress(), deadline.Token))
        {
            yield return part;
        }
    }

    /// <summary>The code of the error that reading a file ends with.</summary>
    public async Task<string> FailureAsync(FileKind kind, string path) =>
        (await Assert.ThrowsAsync<FileRefusedException>(async () => await ExtractAsync(kind, path))).Error.Code;

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static CancellationTokenSource StartDeadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        return deadline;
    }

    private sealed class Progress : IProgress<double>
    {
        public void Report(double value) => Assert.InRange(value, 0, 1);
    }
}
