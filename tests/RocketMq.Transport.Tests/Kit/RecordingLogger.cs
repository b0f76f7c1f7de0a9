using Microsoft.Extensions.Logging;

namespace RocketMq.Transport.Tests.Kit;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly List<string> _entries = [];
    private readonly List<(string Text, TaskCompletionSource Written)> _waits = [];

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_entries)
                return [.. _entries];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        string entry = formatter(state, exception);
        lock (_entries)
        {
            _entries.Add(entry);
            foreach ((string text, TaskCompletionSource written) in _waits)
            {
                if (entry.Contains(text, StringComparison.Ordinal))
                    written.TrySetResult();
            }
        }
    }

    /// <summary>Completes when an entry with the text is there; fails after a while.</summary>
    public Task WaitForAsync(string text)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_entries)
        {
            _waits.Add((text, written));
            if (_entries.Exists(entry => entry.Contains(text, StringComparison.Ordinal)))
                written.SetResult();
        }

        return written.Task.Within($"a log entry with '{text}'");
    }
}
