using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RocketMq.Sessions;

/// <summary>Makes loggers that never throw (see <see cref="GuardedLogger"/>) from the user's factory.</summary>
internal sealed class GuardedLoggerFactory : ILoggerFactory
{
    private readonly ILoggerFactory _loggers;

    private GuardedLoggerFactory(ILoggerFactory loggers) => _loggers = loggers;

    public static ILoggerFactory Guard(ILoggerFactory loggers) =>
        loggers is NullLoggerFactory or GuardedLoggerFactory ? loggers : new GuardedLoggerFactory(loggers);

    public ILogger CreateLogger(string categoryName) => new GuardedLogger(_loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => _loggers.AddProvider(provider);

    public void Dispose() => _loggers.Dispose();
}
