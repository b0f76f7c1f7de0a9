using System.Threading.Tasks.Sources;

namespace RocketMq.Transport.Staging;

/// <summary>Wakes the flush loop of one connection, either on the pool's global queue or on the calling thread.</summary>
/// <remarks>
/// The queue decides the batching. A work item on the pool's local queue runs before the other continuations of a burst have staged their frames;
/// on the global queue it runs after them, which measured about five times the throughput with 32 requests in flight.
/// </remarks>
internal sealed class FlushSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> _core;

    /// <summary>Makes the signal ready for its next use. Called before anybody is allowed to set it again.</summary>
    public void Reset() => _core.Reset();

    /// <summary>Wakes the loop behind everything that the pool has already queued.</summary>
    public void SetLater() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Wakes the loop on this thread; returns when it waits for the transport or has nothing left to send.</summary>
    public void SetNow() => _core.SetResult(true);

    public ValueTask WaitAsync() => new(this, _core.Version);

    void IThreadPoolWorkItem.Execute() => SetNow();

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
