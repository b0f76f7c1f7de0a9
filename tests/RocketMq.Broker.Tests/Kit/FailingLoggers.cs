using Microsoft.Extensions.Logging;

namespace RocketMq.Broker.Tests.Kit;

/// <summary>Loggers of a host that are broken: each throws when it is told a text with these words, and forgets all others.</summary>
internal sealed class FailingLoggers(string words) : ILoggerFactory, ILogger
{
    /// <summary>How often they threw.</summary>
    public int Failures { get; private set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This factory makes one logger.");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!formatter(state, exception).Contains(words, StringComparison.Ordinal))
            return;
        Failures++;
        throw new InvalidOperationException("The log is full.");
    }

    public void Dispose() { }
}
