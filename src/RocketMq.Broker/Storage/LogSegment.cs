namespace RocketMq.Broker.Storage;

/// <summary>A stretch of the commit log: one array that is written once from front to back and then dropped whole.</summary>
internal sealed class LogSegment(long baseOffset, int capacity)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity);
    private int _written;

    public long BaseOffset => baseOffset;

    public int Written => Volatile.Read(ref _written);

    public int Free => _bytes.Length - _written;

    /// <summary>The next <paramref name="size"/> bytes, counted as written only by <see cref="Commit"/>.</summary>
    public Span<byte> Next(int size) => _bytes.AsSpan(_written, size);

    public void Commit(int size) => Volatile.Write(ref _written, _written + size);

    public ReadOnlyMemory<byte> Read(int position, int size) => _bytes.AsMemory(position, size);
}
