using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Takes apart concatenated message records: bodies of pulls, views, queries, checks, and the broker's own log.</summary>
public static class MessageRecordReader
{
    /// <summary>Reads the record at a position and moves behind it. Everything the record's accessors rely on is checked here.</summary>
    /// <param name="records">The records.</param>
    /// <param name="position">Where the record begins; afterwards where the next one does.</param>
    /// <param name="record">The record.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="ProtocolException">The record is malformed.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> records, ref int position, out MessageRecord record)
    {
        record = default;
        if (position == records.Length)
            return false;

        ReadOnlySpan<byte> rest = records.Span[position..];
        int length = rest.Length < RecordLayout.MinLength ? 0 : BinaryPrimitives.ReadInt32BigEndian(rest);
        if (length < RecordLayout.MinLength || length > rest.Length)
            throw Malformed($"its length {length} does not fit the {rest.Length} bytes that are left");

        record = Read(records.Slice(position, length));
        position += length;
        return true;
    }

    private static MessageRecord Read(ReadOnlyMemory<byte> memory)
    {
        ReadOnlySpan<byte> record = memory.Span;
        int magic = BinaryPrimitives.ReadInt32BigEndian(record[RecordLayout.Magic..]);
        if (magic is not (RecordLayout.MagicV1 or RecordLayout.MagicV2))
            throw Malformed($"its magic number 0x{magic:X8} is unknown");

        SystemFlags flags = (SystemFlags)BinaryPrimitives.ReadInt32BigEndian(record[RecordLayout.SystemFlags..]);
        int bornHostEnd = RecordLayout.BornHost + RecordLayout.BornHostLength(flags);
        int storeHostEnd = bornHostEnd + RecordLayout.StoreHost + RecordLayout.StoreHostLength(flags);
        int position = storeHostEnd + RecordLayout.BodyLength;
        int bodyLength = ReadLength(record, ref position, sizeof(int), "body");
        position += bodyLength;
        int topicLength = ReadLength(record, ref position, magic == RecordLayout.MagicV1 ? sizeof(byte) : sizeof(short), "topic");
        int topicStart = position;
        position += topicLength;
        int propertiesLength = ReadLength(record, ref position, sizeof(short), "properties text");
        return new(memory, storeHostEnd, topicStart, topicLength, propertiesLength);
    }

    private static int ReadLength(ReadOnlySpan<byte> record, ref int position, int size, string part)
    {
        int length = -1;
        if (record.Length - position >= size)
        {
            length = size switch
            {
                sizeof(byte) => (sbyte)record[position],
                sizeof(short) => BinaryPrimitives.ReadInt16BigEndian(record[position..]),
                _ => BinaryPrimitives.ReadInt32BigEndian(record[position..]),
            };
        }

        position += size;
        if (length < 0 || length > record.Length - position)
            throw Malformed($"its {part} of {length} bytes goes beyond its {record.Length} bytes");

        return length;
    }

    private static ProtocolException Malformed(string reason) => new($"A message record is malformed: {reason}.");
}
