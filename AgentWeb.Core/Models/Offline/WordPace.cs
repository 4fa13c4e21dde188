namespace AgentWeb.Core.Models.Offline;

/// <summary>Says when the next word is due. The schedule is absolute, so a late word does not delay those behind it.</summary>
internal sealed class WordPace(double wordsPerSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _words;

    /// <summary>Waits until the next word is due; at 0 words a second it always is.</summary>
    public Task NextAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (wordsPerSecond <= 0)
        {
            return Task.CompletedTask;
        }

        var due = TimeSpan.FromSeconds(_words++ / wordsPerSecond) - time.GetElapsedTime(_start);
        return due > TimeSpan.Zero ? Task.Delay(due, time, cancellation) : Task.CompletedTask;
    }
}
