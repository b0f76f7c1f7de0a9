using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Messages in batch encoding, one after the other in one buffer. Not thread-safe.</summary>
internal sealed class BatchBody : IDisposable
{
    private const int InitialBytes = 4096;

    /// <summary>What the encoding adds to a message's body and properties.</summary>
    public const int FramingBytes = 22;

    private readonly GrowableBuffer _bytes = new(InitialBytes);

    public int Length => _bytes.WrittenCount;

    /// <summary>A part of what was added; valid until the next addition.</summary>
    public ReadOnlyMemory<byte> this[Range range] => _bytes.WrittenMemory[range];

    /// <remarks>
    /// Bodies are not compressed: a broker puts the flags of the one request header on every record, and for topics that keep a batch
    /// as one record (BatchCQ) consumers would take the whole record for compressed.
    /// </remarks>
    public void Add(Message message, ReadOnlyMemory<byte> properties) =>
        BatchEncoder.Write(_bytes, new BatchMember(message.Flag, message.Body, properties));

    public void Dispose() => _bytes.Dispose();
}
