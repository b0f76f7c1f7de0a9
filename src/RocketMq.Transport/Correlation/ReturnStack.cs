namespace RocketMq.Transport.Correlation;

/// <summary>A free list that any thread returns to and a single owner takes from.</summary>
/// <remarks>The owner always takes the whole stack, so that a compare-and-swap never meets an item that left and came back in between.</remarks>
internal sealed class ReturnStack<T>
    where T : class, IReturnable<T>
{
    private T? _returned;
    private T? _owned;

    /// <summary>Puts an item back. Any thread.</summary>
    public void Return(T item)
    {
        T? top = Volatile.Read(ref _returned);
        while (true)
        {
            item.NextReturned = top;
            T? seen = Interlocked.CompareExchange(ref _returned, item, top);
            if (ReferenceEquals(seen, top))
                return;
            top = seen;
        }
    }

    /// <summary>Takes an item, or <see langword="null" /> when none is free. Only the owner, one thread at a time.</summary>
    public T? TryTake()
    {
        T? item = _owned ?? Interlocked.Exchange(ref _returned, null);
        if (item is null)
            return null;
        _owned = item.NextReturned;
        item.NextReturned = null;
        return item;
    }
}
