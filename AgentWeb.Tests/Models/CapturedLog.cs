using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Tests.Models;

/// <summary>Keeps what was logged.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Waits for a line.</summary>
    public async Task WaitForAsync(Func<string, bool> condition)
    {
        while (!_lines.Any(condition))
        {
            Assert.True(await _written.WaitAsync(ModelsHost.Deadline, TestContext.Current.CancellationToken), "The line was not logged in time.");
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue(formatter(state, exception));
        _written.Release();
    }

    public void Dispose()
    {
    }
}
