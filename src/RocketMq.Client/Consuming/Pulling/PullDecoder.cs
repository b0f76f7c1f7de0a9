using System.Buffers.Binary;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Reads the records of one pull, one after the other, into messages that share the pull's memory.</summary>
internal ref struct PullDecoder(PullBuffer buffer, MessageOrigins origins, ConsumerSubscription subscription)
{
    /// <summary>The largest body that is decompressed: far above any broker's message limit, far below what a damaged record could ask for.</summary>
    private const int MaxBodySize = 64 * 1024 * 1024;

    private readonly ReadOnlyMemory<byte> _records = buffer.Memory;
    private int _position;

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end, and after a record without a usable length.</returns>
    public bool TryRead(out PulledRecord record)
    {
        record = default;
        if (_position >= _records.Length)
            return false;

        ReadOnlyMemory<byte> rest = _records[_position..];
        int length = rest.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(rest.Span) : 0;
        if (length < RecordPrefix.Length || length > rest.Length)
        {
            _position = _records.Length;
            record = PulledRecord.Unreadable(
                new ProtocolException($"A record says it has {length} bytes where {rest.Length} bytes of the pull are left.")
            );
            return true;
        }

        _position += length;
        record = Decode(rest[..length]);
        return true;
    }

    private readonly PulledRecord Decode(ReadOnlyMemory<byte> source)
    {
        RecordPrefix prefix = RecordPrefix.Read(source.Span);
        try
        {
            int position = 0;
            if (!MessageRecordReader.TryRead(source, ref position, out MessageRecord record))
                throw new ProtocolException("The record is a blank that ends a log file, not a message.");

            PropertiesText.TryGet(record.Properties.Span, "TAGS"u8, out ReadOnlySpan<byte> tagUtf8);
            return subscription.Filter.Accepts(tagUtf8, out string? tag)
                ? PulledRecord.Decoded(prefix, CreateMessage(record, tag))
                : PulledRecord.Filtered(prefix);
        }
        catch (ProtocolException error)
        {
            return PulledRecord.Undecodable(prefix, error);
        }
    }

    private readonly ReceivedMessage CreateMessage(in MessageRecord record, string? tag)
    {
        bool isCompressed = (record.SystemFlags & SystemFlags.Compressed) != 0;
        ReadOnlyMemory<byte> decompressed = isCompressed ? record.GetDecompressedBody(MaxBodySize) : default;
        return isCompressed
            ? new ReceivedMessage(record, origins.Find(record), buffer, tag, decompressed)
            : new ReceivedMessage(record, origins.Find(record), buffer, tag);
    }
}
