using System.Collections.Concurrent;

namespace RocketMq.Producing;

/// <summary>Keeps what is done with for the next time; more than it keeps is left to the garbage collector. Thread-safe.</summary>
/// <param name="create">Makes one while none is kept.</param>
/// <param name="release">Gives back what one holds, when it is not kept.</param>
internal sealed class BoundedPool<T>(Func<T> create, Action<T> release)
    where T : class
{
    // As many as may be in flight on one connection.
    private const int Capacity = 4096;

    private readonly ConcurrentQueue<T> _free = new();
    private int _count;

    public T Rent()
    {
        if (!_free.TryDequeue(out T? kept))
            return create();
        Interlocked.Decrement(ref _count);
        return kept;
    }

    public void Return(T item)
    {
        if (Interlocked.Increment(ref _count) <= Capacity)
        {
            _free.Enqueue(item);
            return;
        }
        Interlocked.Decrement(ref _count);
        release(item);
    }

    /// <summary>Keeps none any more of those that are kept now.</summary>
    public void Clear()
    {
        while (_free.TryDequeue(out T? kept))
        {
            Interlocked.Decrement(ref _count);
            release(kept);
        }
    }
}
