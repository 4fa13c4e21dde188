using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Checking;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Results;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Fakes;

/// <summary>Files in a folder of their own, and what the server makes of them. Whatever takes longer than the deadline fails.</summary>
public sealed class LocalFiles : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("agentweb-files-").FullName;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServiceProvider _services;

    public LocalFiles(Action<FilesOptions>? configure = null)
    {
        _deadline.CancelAfter(Deadline);
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddFileReading().Configure<FilesOptions>(options => configure?.Invoke(options)).BuildServiceProvider();
    }

    /// <summary>Ends when the deadline passes.</summary>
    public CancellationToken Cancellation => _deadline.Token;

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
    public Task<Result<CheckedFile>> CheckAsync(string name, string path) =>
        _services.GetRequiredService<FileCheck>().RunAsync(name, path, Cancellation);

    /// <summary>The code of the error that the check ends with.</summary>
    public async Task<string?> RefusalAsync(string name, byte[] content) => (await CheckAsync(name, content)).Error?.Code;

    /// <summary>The code of the error that the check ends with.</summary>
    public async Task<string?> RefusalAsync(string name, string path) => (await CheckAsync(name, path)).Error?.Code;

    /// <summary>The text of a file.</summary>
    public async Task<List<ExtractedPart>> ExtractAsync(FileKind kind, string path, IProgress<double>? progress = null)
    {
        var parts = new List<ExtractedPart>();
        await foreach (var part in Parts(kind, path, progress))
        {
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>The text of a file, as it comes.</summary>
    public IAsyncEnumerable<ExtractedPart> Parts(FileKind kind, string path, IProgress<double>? progress = null) =>
        _services.GetServices<IFileExtractor>().Single(e => e.Kinds.Contains(kind)).ExtractAsync(path, kind, progress ?? new Progress(), Cancellation);

    /// <summary>The code of the error that reading a file ends with.</summary>
    public async Task<string> FailureAsync(FileKind kind, string path) =>
        (await Assert.ThrowsAsync<FileRefusedException>(async () => await ExtractAsync(kind, path))).Error.Code;

    public void Dispose()
    {
        _services.Dispose();
        _deadline.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private sealed class Progress : IProgress<double>
    {
        public void Report(double value) => Assert.InRange(value, 0, 1);
    }
}
