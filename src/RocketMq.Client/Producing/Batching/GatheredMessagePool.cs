using System.Collections.Concurrent;

namespace RocketMq.Producing;

/// <summary>Keeps messages whose results have been seen for the next ones; more than it keeps is left to the garbage collector.</summary>
internal sealed class GatheredMessagePool(SendPipeline pipeline)
{
    private const int Capacity = 4096;

    private readonly ConcurrentQueue<GatheredMessage> _free = new();
    private int _count;

    public GatheredMessage Rent()
    {
        if (!_free.TryDequeue(out GatheredMessage? message))
            return new GatheredMessage(this, pipeline);
        Interlocked.Decrement(ref _count);
        return message;
    }

    public void Return(GatheredMessage message)
    {
        if (Interlocked.Increment(ref _count) <= Capacity)
            _free.Enqueue(message);
        else
        {
            Interlocked.Decrement(ref _count);
            message.Dispose();
        }
    }

    /// <summary>Gives the memory of the kept messages back.</summary>
    public void Clear()
    {
        while (_free.TryDequeue(out GatheredMessage? message))
        {
            Interlocked.Decrement(ref _count);
            message.Dispose();
        }
    }
}
