using System.Runtime.ExceptionServices;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>
/// The introductions under way: one for each broker, however many wait for it, so that a broker that does not answer costs each of them its
/// own time and not that of all before it. Thread-safe.
/// </summary>
/// <param name="tell">Introduces this client to a broker; has a time limit of its own.</param>
/// <param name="time">The clock of those who wait.</param>
internal sealed class SharedIntroductions(Func<RemotingPeer, Task> tell, TimeProvider time)
{
    private readonly Lock _sync = new();
    private readonly Dictionary<RemotingPeer, Task<Exception?>> _running = [];

    /// <summary>Waits for an introduction that began when it was asked for or later, or for one that meets the need.</summary>
    /// <param name="peer">The broker.</param>
    /// <param name="isMet">Whether the broker knows enough.</param>
    /// <param name="limit">How long to wait; the introduction itself goes on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RemotingException">The broker could not be reached, or did not answer within the limit.</exception>
    /// <exception cref="BrokerException">The broker refused.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task JoinAsync(RemotingPeer peer, Func<bool> isMet, TimeSpan limit, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (!isMet())
        {
            Task<Exception?> introduction = Join(peer, out bool isNew);
            TimeSpan left = limit - time.GetElapsedTime(start);
            Exception? failure;
            try
            {
                failure = await introduction
                    .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new RemotingException(
                    RemotingFailure.Timeout,
                    $"{peer.EndPoint} did not answer a heartbeat, by which a client and a broker learn of each other, within "
                        + $"{limit.TotalMilliseconds:0} ms.",
                    wasSent: false
                );
            }
            if (failure is not null)
                ExceptionDispatchInfo.Throw(failure);
            // One that was under way already may have left too early to tell of the latest registration.
            if (isNew)
                return;
        }
    }

    /// <summary>Completes when none is under way any more; to be called when no new ones come.</summary>
    public Task WhenDoneAsync()
    {
        lock (_sync)
            return Task.WhenAll(_running.Values);
    }

    private Task<Exception?> Join(RemotingPeer peer, out bool isNew)
    {
        lock (_sync)
        {
            isNew = !_running.TryGetValue(peer, out Task<Exception?>? running);
            return isNew ? _running[peer] = RunAsync(peer) : running!;
        }
    }

    // The failure is a result, because an introduction that everybody has stopped waiting for has nobody to throw it at.
    private async Task<Exception?> RunAsync(RemotingPeer peer)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await tell(peer).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return new ObjectDisposedException(nameof(RocketMqClient));
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            lock (_sync)
                _running.Remove(peer);
        }
    }
}
