using System.Collections.Concurrent;
using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Keeps finished operations for the next sends; more than it keeps is left to the garbage collector.</summary>
internal sealed class SendOperationPool(SendPipeline pipeline)
{
    private const int Capacity = 4096;
    private const int InitialPropertyBytes = 512;

    private readonly ConcurrentQueue<SendOperation> _free = new();
    private int _count;

    public SendOperation Rent()
    {
        if (!_free.TryDequeue(out SendOperation? operation))
            return new SendOperation(pipeline, new EncodedMessage(new GrowableBuffer(InitialPropertyBytes)));
        Interlocked.Decrement(ref _count);
        return operation;
    }

    public void Return(SendOperation operation)
    {
        if (Interlocked.Increment(ref _count) <= Capacity)
            _free.Enqueue(operation);
        else
        {
            Interlocked.Decrement(ref _count);
            operation.Encoded.Release();
        }
    }

    /// <summary>Gives the memory of the kept operations back.</summary>
    public void Clear()
    {
        while (_free.TryDequeue(out SendOperation? operation))
        {
            Interlocked.Decrement(ref _count);
            operation.Encoded.Release();
        }
    }
}
