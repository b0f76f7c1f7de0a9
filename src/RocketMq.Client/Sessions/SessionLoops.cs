using Microsoft.Extensions.Logging;

namespace RocketMq.Sessions;

/// <summary>The periodic work of a session, each kind in a loop of its own so that none delays another.</summary>
internal sealed partial class SessionLoops(ClientSession session, CancellationToken closing)
{
    private readonly Lock _sync = new();
    private readonly ILogger _logger = session.Loggers.CreateLogger("RocketMq.Sessions.SessionLoops");
    private Task _running = Task.CompletedTask;
    private bool _started;

    /// <summary>Begins with the first producer or consumer; further calls do nothing.</summary>
    public void Start()
    {
        lock (_sync)
        {
            if (_started)
                return;
            _started = true;
            _running = Task.WhenAll(
                RunAsync("refreshing routes", session.Settings.RouteRefreshInterval, session.Routes.RefreshAllAsync),
                RunAsync("sending heartbeats", session.Settings.HeartbeatInterval, session.SendHeartbeatAsync)
            );
        }
    }

    /// <summary>Waits for the loops, which end when the session's token is cancelled.</summary>
    public Task StopAsync()
    {
        lock (_sync)
        {
            _started = true;
            return _running;
        }
    }

    private async Task RunAsync(string work, TimeSpan interval, Func<CancellationToken, ValueTask> round)
    {
        using PeriodicTimer timer = new(interval, session.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(closing).ConfigureAwait(false))
                await RunRoundAsync(work, round).ConfigureAwait(false);
        }
        catch (Exception) when (closing.IsCancellationRequested)
        {
            // The session is being disposed.
        }
    }

    // One failed round must not end the loop: the next one may find the cluster again.
    private async ValueTask RunRoundAsync(string work, Func<CancellationToken, ValueTask> round)
    {
        try
        {
            await round(closing).ConfigureAwait(false);
        }
        catch (Exception exception) when (!closing.IsCancellationRequested)
        {
            Log.RoundFailed(_logger, work, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2121, LogLevel.Error, "A round of {Work} failed; the next one runs at its time.")]
        public static partial void RoundFailed(ILogger logger, string work, Exception exception);
    }
}
