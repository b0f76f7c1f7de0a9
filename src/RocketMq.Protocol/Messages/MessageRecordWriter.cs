using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace RocketMq.Protocol;

/// <summary>Writes message records: what a broker stores and hands out. Allocates nothing but what the buffer needs to grow.</summary>
public static class MessageRecordWriter
{
    /// <summary>The length a record will have.</summary>
    /// <param name="fields">Its fields.</param>
    /// <returns>The length in bytes.</returns>
    /// <exception cref="ProtocolException">Topic or properties are longer than a record can carry.</exception>
    public static int GetLength(in MessageRecordFields fields)
    {
        int topicLength = fields.Topic.ByteCount;
        if (topicLength > short.MaxValue)
            throw new ProtocolException($"A topic of {topicLength} bytes exceeds the {short.MaxValue} a message record carries.");
        int propertiesLength = PropertiesLengthOf(fields);
        if (propertiesLength > PropertiesText.MaxLength)
        {
            throw new ProtocolException(
                $"Properties of {propertiesLength} bytes exceed the {PropertiesText.MaxLength} a message carries; shorten names or values, or move data to the body."
            );
        }

        SystemFlags flags = FlagsOf(fields);
        return RecordLayout.BornHost
            + RecordLayout.BornHostLength(flags)
            + RecordLayout.StoreHost
            + RecordLayout.StoreHostLength(flags)
            + RecordLayout.Body
            + fields.Body.Length
            + (topicLength > RecordLayout.MaxTopicLengthV1 ? sizeof(short) : sizeof(byte))
            + topicLength
            + sizeof(short)
            + propertiesLength;
    }

    /// <summary>Appends a record; the second form of the record is chosen for topics longer than 127 bytes.</summary>
    /// <param name="output">Where to append.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>The length of the record in bytes.</returns>
    /// <exception cref="ProtocolException">Topic or properties are longer than a record can carry.</exception>
    public static int Write(IBufferWriter<byte> output, in MessageRecordFields fields)
    {
        ArgumentNullException.ThrowIfNull(output);
        int length = GetLength(fields);
        Write(output.GetSpan(length)[..length], fields);
        output.Advance(length);
        return length;
    }

    /// <summary>Writes a record into memory of exactly its length; for a store that has reserved the place already.</summary>
    /// <param name="record">Exactly as many bytes as <see cref="GetLength"/> says.</param>
    /// <param name="fields">The fields.</param>
    public static void Write(Span<byte> record, in MessageRecordFields fields)
    {
        SystemFlags flags = FlagsOf(fields);
        int topicLength = fields.Topic.ByteCount;
        bool isSecondForm = topicLength > RecordLayout.MaxTopicLengthV1;
        BinaryPrimitives.WriteInt32BigEndian(record, record.Length);
        BinaryPrimitives.WriteInt32BigEndian(record[RecordLayout.Magic..], isSecondForm ? RecordLayout.MagicV2 : RecordLayout.MagicV1);
        BinaryPrimitives.WriteInt32BigEndian(record[RecordLayout.BodyCrc..], fields.BodyCrc ?? Crc32.Compute(fields.Body.Span));
        BinaryPrimitives.WriteInt32BigEndian(record[RecordLayout.QueueId..], fields.QueueId);
        BinaryPrimitives.WriteInt32BigEndian(record[RecordLayout.Flag..], fields.Flag);
        PatchOffsets(record, fields.QueueOffset, fields.CommitLogOffset);
        BinaryPrimitives.WriteInt32BigEndian(record[RecordLayout.SystemFlags..], (int)flags);
        BinaryPrimitives.WriteInt64BigEndian(record[RecordLayout.BornTimestamp..], fields.BornTimestamp);
        Span<byte> rest = WriteHost(record[RecordLayout.BornHost..], fields.BornHost);
        BinaryPrimitives.WriteInt64BigEndian(rest, fields.StoreTimestamp);
        rest = WriteHost(rest[RecordLayout.StoreHost..], fields.StoreHost);
        BinaryPrimitives.WriteInt32BigEndian(rest, fields.ReconsumeTimes);
        BinaryPrimitives.WriteInt64BigEndian(rest[RecordLayout.PreparedTransactionOffset..], fields.PreparedTransactionOffset);
        BinaryPrimitives.WriteInt32BigEndian(rest[RecordLayout.BodyLength..], fields.Body.Length);
        fields.Body.Span.CopyTo(rest[RecordLayout.Body..]);
        rest = rest[(RecordLayout.Body + fields.Body.Length)..];
        WriteTopicAndProperties(rest, fields, topicLength, isSecondForm);
    }

    /// <summary>Fills in the offsets of a record that was written before they were known.</summary>
    /// <param name="record">The record, from its beginning.</param>
    /// <param name="queueOffset">The offset in the queue.</param>
    /// <param name="commitLogOffset">The physical offset.</param>
    public static void PatchOffsets(Span<byte> record, long queueOffset, long commitLogOffset)
    {
        BinaryPrimitives.WriteInt64BigEndian(record[RecordLayout.QueueOffset..], queueOffset);
        BinaryPrimitives.WriteInt64BigEndian(record[RecordLayout.CommitLogOffset..], commitLogOffset);
    }

    private static void WriteTopicAndProperties(Span<byte> rest, in MessageRecordFields fields, int topicLength, bool isSecondForm)
    {
        int lengthSize = isSecondForm ? sizeof(short) : sizeof(byte);
        if (isSecondForm)
            BinaryPrimitives.WriteInt16BigEndian(rest, (short)topicLength);
        else
            rest[0] = (byte)topicLength;

        fields.Topic.CopyTo(rest[lengthSize..]);
        rest = rest[(lengthSize + topicLength)..];
        BinaryPrimitives.WriteInt16BigEndian(rest, (short)PropertiesLengthOf(fields));
        rest = rest[sizeof(short)..];
        fields.Properties.Span.CopyTo(rest);
        fields.PropertiesTail.Span.CopyTo(rest[fields.Properties.Length..]);
    }

    private static int PropertiesLengthOf(in MessageRecordFields fields) => fields.Properties.Length + fields.PropertiesTail.Length;

    private static Span<byte> WriteHost(Span<byte> destination, IPEndPoint host)
    {
        host.Address.TryWriteBytes(destination, out int addressLength);
        BinaryPrimitives.WriteInt32BigEndian(destination[addressLength..], host.Port);
        return destination[(addressLength + sizeof(int))..];
    }

    private static SystemFlags FlagsOf(in MessageRecordFields fields)
    {
        SystemFlags flags = fields.SystemFlags & ~(SystemFlags.BornHostIsIPv6 | SystemFlags.StoreHostIsIPv6);
        if (fields.BornHost.AddressFamily == AddressFamily.InterNetworkV6)
            flags |= SystemFlags.BornHostIsIPv6;
        if (fields.StoreHost.AddressFamily == AddressFamily.InterNetworkV6)
            flags |= SystemFlags.StoreHostIsIPv6;

        return flags;
    }
}
