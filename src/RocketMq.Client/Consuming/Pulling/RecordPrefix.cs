using System.Buffers.Binary;

namespace RocketMq.Consuming;

/// <summary>The two fields at fixed places of a stored record that identify it even when the rest cannot be decoded.</summary>
/// <param name="QueueOffset">Its offset in the queue.</param>
/// <param name="CommitLogOffset">Its position in the broker's log.</param>
internal readonly record struct RecordPrefix(long QueueOffset, long CommitLogOffset)
{
    /// <summary>The bytes that hold both: length, magic, CRC, queue id and flag come before.</summary>
    public const int Length = 36;

    private const int QueueOffsetAt = 20;
    private const int CommitLogOffsetAt = 28;

    public static RecordPrefix Read(ReadOnlySpan<byte> record) =>
        new(BinaryPrimitives.ReadInt64BigEndian(record[QueueOffsetAt..]), BinaryPrimitives.ReadInt64BigEndian(record[CommitLogOffsetAt..]));
}
