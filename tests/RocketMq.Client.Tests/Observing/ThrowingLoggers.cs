using Microsoft.Extensions.Logging;

namespace RocketMq.Tests.Observing;

/// <summary>Loggers of a host that are broken: each throws whatever it is asked.</summary>
internal sealed class ThrowingLoggers : ILoggerFactory, ILogger
{
    private int _failures;

    /// <summary>How often they threw.</summary>
    public int Failures => Volatile.Read(ref _failures);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This factory makes one logger.");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => throw new InvalidOperationException("The log is full.");

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        Interlocked.Increment(ref _failures);
        throw new InvalidOperationException("The log is full.");
    }

    public void Dispose() { }
}
