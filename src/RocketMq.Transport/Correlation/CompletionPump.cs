using System.Collections.Concurrent;

namespace RocketMq.Transport.Correlation;

/// <summary>Runs the continuations of answered requests on the thread pool, and flushes when they have had their turn.</summary>
/// <remarks>
/// Callers who were answered by one receive usually ask again at once. A flush queued by the first of them on its own is picked up by an idle pool
/// thread before the others have staged their frames, and the burst falls apart into small sends. A pump therefore runs what continuations there
/// are before it flushes, and an idle thread that joins in helps with them instead. No continuation can hold up the others: before one runs, another
/// pump is queued for what would be left.
/// </remarks>
internal sealed class CompletionPump(RemotingConnection connection) : IThreadPoolWorkItem
{
    /// <summary>How often to look again whether other threads are done with the last continuations of a burst; far less than a send costs.</summary>
    private const int MaximumLooks = 20;

    private const int SpinsPerLook = 10;

    private readonly ConcurrentQueue<PendingRequest> _answered = new();
    private int _isQueued;
    private int _active;

    /// <summary>Whether continuations wait or run; whoever runs the last of them flushes.</summary>
    public bool IsBusy => Volatile.Read(ref _active) > 0 || !_answered.IsEmpty;

    /// <summary>Adds an answered request. Its continuation runs once <see cref="EnsureQueued" /> was called.</summary>
    public void Add(PendingRequest request) => _answered.Enqueue(request);

    /// <summary>Makes sure that some pump starts after this call and sees what the caller did before it.</summary>
    public void EnsureQueued()
    {
        if (Interlocked.Exchange(ref _isQueued, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _isQueued, 0);
        do
        {
            Drain();
        } while (IsJoinedByMore());

        connection.FlushStaged();
    }

    private void Drain()
    {
        Interlocked.Increment(ref _active);
        while (_answered.TryDequeue(out PendingRequest? request))
        {
            // This pump may be stuck in the continuation: another one must be able to do what it would have done afterwards.
            if (Volatile.Read(ref _isQueued) == 0 && (!_answered.IsEmpty || connection.HasStaged))
                EnsureQueued();
            request.RunContinuation();
            connection.FlushStagedIfMuch();
        }

        Interlocked.Decrement(ref _active);
    }

    /// <summary>Waits a moment for the continuations that other threads are in.</summary>
    private bool IsJoinedByMore()
    {
        for (int look = 0; look < MaximumLooks && Volatile.Read(ref _active) > 0; look++)
        {
            if (!_answered.IsEmpty)
                return true;
            Thread.SpinWait(SpinsPerLook);
        }

        return !_answered.IsEmpty;
    }
}
