using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Asks brokers that did not answer a send, until they answer again; runs only while there is such a broker.</summary>
internal sealed partial class ReachabilityDetector(FaultToleranceSettings settings, ClientSession session) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Broker, string> _watched = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ILogger _logger = session.Loggers.CreateLogger("RocketMq.Producing.ReachabilityDetector");
    private readonly Lock _sync = new();
    private Task? _running;
    private bool _isClosed;

    /// <summary>Takes the broker out of the choice until it has answered a question about the topic.</summary>
    public void Watch(Broker broker, string topic)
    {
        lock (_sync)
        {
            if (_isClosed)
                return;
            _watched[broker] = topic;
            broker.Health.MarkUnreachable();
            _running ??= RunAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_sync)
        {
            _isClosed = true;
            running = _running;
        }
        await _closing.CancelAsync().ConfigureAwait(false);
        if (running is not null)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Nobody asks them any more, so that other producers of the session have to find out by sending.
        foreach (Broker broker in _watched.Keys)
            broker.Health.MarkReachable();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(settings.DetectInterval, session.Time, _closing.Token).ConfigureAwait(false);
            await Task.WhenAll(_watched.Select(entry => ProbeAsync(entry.Key, entry.Value))).ConfigureAwait(false);
            lock (_sync)
            {
                if (!_watched.IsEmpty)
                    continue;
                _running = null;
                return;
            }
        }
    }

    private async Task ProbeAsync(Broker broker, string topic)
    {
        // A send that was tried there nevertheless may have found out first; a broker that left the routes is nobody's concern.
        if (!broker.Health.IsReachable && session.Brokers.Find(broker.Name) == broker && broker.Master is { } master)
        {
            try
            {
                GetMaxOffsetRequestHeader question = new() { Topic = topic, QueueId = 0 };
                // Any answer will do: a broker that refuses the question is there.
                using RemotingResponse answer = await master
                    .RequestAsync(question, default, settings.DetectTimeout, _closing.Token)
                    .ConfigureAwait(false);
                Log.Reachable(_logger, broker.Name);
            }
            catch (Exception exception) when (!_closing.IsCancellationRequested)
            {
                // Whatever it was, the other brokers and the next look must not miss out on it.
                Log.StillUnreachable(_logger, broker.Name, exception.Message);
                return;
            }
        }
        broker.Health.MarkReachable();
        _watched.TryRemove(broker, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "Broker {Broker} answers again and gets messages.")]
        public static partial void Reachable(ILogger logger, string broker);

        [LoggerMessage(2202, LogLevel.Debug, "Broker {Broker} does not answer yet: {Reason}")]
        public static partial void StillUnreachable(ILogger logger, string broker, string reason);
    }
}
