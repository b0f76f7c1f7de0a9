using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RocketMq.Typed.Tests.EndToEnd;

/// <summary>Keeps what is logged and tells when an event was.</summary>
internal sealed class LogEvents : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _events = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <summary>Completes with the text of the first event of an id.</summary>
    public Task<string> FirstOf(int eventId) => SourceOf(eventId).Task;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        string text = formatter(state, exception);
        _lines.Enqueue($"{logLevel}: {text} {exception}");
        SourceOf(eventId.Id).TrySetResult(text);
    }

    public void Dispose() { }

    public override string ToString() => string.Join(Environment.NewLine, _lines);

    private TaskCompletionSource<string> SourceOf(int eventId) =>
        _events.GetOrAdd(eventId, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
