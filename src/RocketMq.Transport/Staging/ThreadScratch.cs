using RocketMq.Protocol;

namespace RocketMq.Transport.Staging;

/// <summary>One small buffer per thread to encode a frame in before it is staged.</summary>
internal static class ThreadScratch
{
    private const int KeptCapacity = 16 * 1024;

    [ThreadStatic]
    private static GrowableBuffer? _buffer;

    /// <summary>The thread's buffer, empty. What is written to it is valid until this thread takes it again.</summary>
    public static GrowableBuffer Take()
    {
        GrowableBuffer buffer = _buffer ??= new GrowableBuffer(KeptCapacity);
        if (buffer.Capacity > KeptCapacity)
            buffer.Trim(KeptCapacity);
        else
            buffer.Clear();
        return buffer;
    }
}
