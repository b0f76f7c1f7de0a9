using Microsoft.Extensions.Logging;

namespace RocketMq.Sessions;

/// <summary>
/// Keeps what the user's logger throws away from the work that logs: a full disk must not cost a message its settling, a queue its unlocking or the
/// process its life. There is no log to write such a failure to, so it is raised as an unobserved one.
/// </summary>
internal sealed class GuardedLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return logger.BeginScope(state);
        }
        catch (Exception exception)
        {
            UnobservedFailure.Report(exception);
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception exception)
        {
            UnobservedFailure.Report(exception);
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception failure)
        {
            UnobservedFailure.Report(failure);
        }
    }
}
