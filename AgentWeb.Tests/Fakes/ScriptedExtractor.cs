using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Results;

namespace AgentWeb.Tests.Fakes;

/// <summary>Takes out of a file what the test says, when the test says it.</summary>
public sealed class ScriptedExtractor : IFileExtractor
{
    private readonly Channel<ScriptedReading> _readings = Channel.CreateBounded<ScriptedReading>(100);

    public IReadOnlySet<FileKind> Kinds { get; } = Enum.GetValues<FileKind>().ToHashSet();

    /// <summary>Waits for the next file that is read.</summary>
    public async Task<ScriptedReading> NextAsync() =>
        await _readings.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public async IAsyncEnumerable<ExtractedPart> ExtractAsync(
        string path, FileKind kind, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = new ScriptedReading(await File.ReadAllTextAsync(path, cancellationToken), progress, cancellationToken);
        _readings.Writer.TryWrite(reading);
        await foreach (var part in reading.Parts.Reader.ReadAllAsync(cancellationToken))
        {
            yield return part;
        }
    }
}

/// <summary>A file that is being read.</summary>
public sealed record ScriptedReading(string Content, IProgress<double> Progress, CancellationToken Cancelled)
{
    internal Channel<ExtractedPart> Parts { get; } = Channel.CreateBounded<ExtractedPart>(100);

    public ScriptedReading Say(string text, double progress = 0)
    {
        Parts.Writer.TryWrite(new(text, Page: 1));
        Progress.Report(progress);
        return this;
    }

    public void End() => Parts.Writer.TryComplete();

    public void Refuse(string code) => Parts.Writer.TryComplete(new FileRefusedException(new Error(code, "It is refused for this reason.")));

    public void Break() => Parts.Writer.TryComplete(new InvalidOperationException("a secret of the implementation"));
}
