using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>Tells the brokers which groups this client has: periodically, on a new connection, and after a registration.</summary>
/// <remarks>
/// Beats to different brokers run side by side, so that a dead one delays nobody. Beats to one broker follow each other, each built
/// when its turn comes: an older picture never overtakes a newer one, and none is skipped.
/// </remarks>
internal sealed partial class Heartbeats : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RemotingPeer, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<Task, bool> _background = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SharedIntroductions _introductions;
    private readonly ClientSession _session;
    private readonly ILogger _logger;

    public Heartbeats(ClientSession session)
    {
        _session = session;
        _introductions = new SharedIntroductions(
            peer => TellAsync(peer, session.Registrations, session.Settings.RequestTimeout, _stopping.Token),
            session.Time
        );
        _logger = session.Loggers.CreateLogger("RocketMq.Sessions.Heartbeats");
    }

    /// <summary>Beats to all brokers in the background.</summary>
    public void SendSoon() => RunInBackground(token => SendToAllAsync(token).AsTask());

    /// <summary>Beats to one broker in the background.</summary>
    public void SendSoon(RemotingPeer peer) => RunInBackground(token => SendAsync(peer, token));

    public async ValueTask SendToAllAsync(CancellationToken cancellationToken)
    {
        RemotingPeer[] peers = [.. Audience()];
        foreach (RemotingPeer gone in _turns.Keys.Except(_session.Brokers.Peers))
            _turns.TryRemove(gone, out _);
        await Task.WhenAll(peers.Select(peer => SendAsync(peer, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until a broker has been told, on its present connection, of everything that is registered now. Does nothing if it has.
    /// </summary>
    /// <param name="peer">The broker.</param>
    /// <param name="timeout">How long to wait, whatever else is on its way to the broker.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RemotingException">The broker could not be reached, or did not answer in time.</exception>
    /// <exception cref="BrokerException">The broker refused.</exception>
    public ValueTask IntroduceAsync(RemotingPeer peer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long wanted = _session.Registrations;
        return Knows(peer, wanted)
            ? ValueTask.CompletedTask
            : new(_introductions.JoinAsync(peer, () => Knows(peer, wanted), timeout, cancellationToken));
    }

    /// <summary>Tells the brokers that a connection is open to that a group has left. One that fails finds out by expiry.</summary>
    public async ValueTask UnregisterAsync(string? producerGroup, string? consumerGroup, CancellationToken cancellationToken)
    {
        UnregisterClientRequestHeader header = new()
        {
            ClientId = _session.ClientId,
            ProducerGroup = producerGroup,
            ConsumerGroup = consumerGroup,
        };
        await Task.WhenAll(
                _session
                    .Brokers.Peers.Where(peer => peer.Current is not null)
                    .Select(peer => UnregisterAsync(peer, header, cancellationToken))
            )
            .ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_background.Keys).ConfigureAwait(false);
        await _introductions.WhenDoneAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    // Consumers may read from replicas, so these must know them; producers only ever talk to masters.
    private IEnumerable<RemotingPeer> Audience()
    {
        if (_session.Consumers.Any())
            return _session.Brokers.Peers;
        return _session.Producers.Any() ? _session.Brokers.Brokers.Select(broker => broker.Master).OfType<RemotingPeer>().Distinct() : [];
    }

    private async Task SendAsync(RemotingPeer peer, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(peer, wanted: long.MaxValue, _session.Settings.RequestTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokerException refusal)
        {
            Log.Refused(_logger, peer.EndPoint, refusal.Code, refusal.Remark);
        }
        catch (RemotingException exception)
        {
            Log.Failed(_logger, peer.EndPoint, exception);
        }
    }

    private async Task TellAsync(RemotingPeer peer, long wanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = _turns.GetOrAdd(peer, static _ => new SemaphoreSlim(1));
        await WaitAsync(turn, peer, timeout, cancellationToken).ConfigureAwait(false);
        try
        {
            // Read before the picture is taken: it holds at least these.
            long registrations = _session.Registrations;
            if (Knows(peer, wanted) || Build() is not { } data)
                return;
            long start = _session.Time.GetTimestamp();
            RemotingConnection connection = await peer.ConnectAsync(timeout, cancellationToken).ConfigureAwait(false);
            TimeSpan left = timeout - _session.Time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                throw peer.TimedOutConnecting(timeout);
            using RemotingResponse response = await connection
                .RequestAsync(default(HeartbeatRequestHeader), data.ToUtf8Bytes(), left, null, cancellationToken)
                .ConfigureAwait(false);
            if (response.Code != ResponseCode.Success)
                throw new BrokerException(response.Code, response.Remark, $"{peer.EndPoint}", "a heartbeat");
            peer.Introduction = new Introduction(connection, registrations, response.Frame.Version)
            {
                RefusesTimers = peer.Introduction is { RefusesTimers: true },
            };
        }
        finally
        {
            turn.Release();
        }
    }

    // A broker that answers nothing may have several beats in its line; a round of beats must not wait for all of them.
    private async Task WaitAsync(SemaphoreSlim turn, RemotingPeer peer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout, _session.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await turn.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RemotingException(
                RemotingFailure.Timeout,
                $"The heartbeats to {peer.EndPoint} before this one took longer than {timeout.TotalMilliseconds:0} ms.",
                wasSent: false
            );
        }
    }

    private static bool Knows(RemotingPeer peer, long registrations) =>
        peer.Introduction is { } known && known.Registrations >= registrations;

    private HeartbeatData? Build()
    {
        HeartbeatData data = new()
        {
            ClientId = _session.ClientId,
            ProducerDataSet = [.. _session.Producers.Select(producer => new ProducerData { GroupName = producer.Group })],
            ConsumerDataSet = [.. _session.Consumers.Select(consumer => consumer.Describe())],
        };
        return data.ProducerDataSet.Count + data.ConsumerDataSet.Count == 0 ? null : data;
    }

    private async Task UnregisterAsync(RemotingPeer peer, UnregisterClientRequestHeader header, CancellationToken cancellationToken)
    {
        try
        {
            using RemotingResponse response = await peer.RequestAsync(header, default, _session.Settings.RequestTimeout, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            Log.UnregisterFailed(_logger, peer.EndPoint, exception);
        }
    }

    private void RunInBackground(Func<CancellationToken, Task> work)
    {
        Task task = RunAsync(work);
        _background.TryAdd(task, true);
        task.ContinueWith(
            static (done, state) => ((ConcurrentDictionary<Task, bool>)state!).TryRemove(done, out _),
            _background,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        // Callers are connection readers and constructors, which must not do this work themselves.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The session is being disposed.
        }
        catch (Exception exception)
        {
            Log.BuildFailed(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "Broker {Broker} could not be told that this client is alive.")]
        public static partial void Failed(ILogger logger, RemotingEndPoint broker, Exception exception);

        [LoggerMessage(2102, LogLevel.Warning, "Broker {Broker} refused a heartbeat with {Code}: {Remark}.")]
        public static partial void Refused(ILogger logger, RemotingEndPoint broker, ResponseCode code, string? remark);

        [LoggerMessage(2103, LogLevel.Information, "Broker {Broker} could not be told that a group has left.")]
        public static partial void UnregisterFailed(ILogger logger, RemotingEndPoint broker, Exception exception);

        [LoggerMessage(2104, LogLevel.Error, "A heartbeat could not be made.")]
        public static partial void BuildFailed(ILogger logger, Exception exception);
    }
}
