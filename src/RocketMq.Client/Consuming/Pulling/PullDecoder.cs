using System.Buffers.Binary;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Reads the records of one pull, one after the other, into messages that own their memory.</summary>
internal ref struct PullDecoder
{
    /// <summary>The largest body that is decompressed: far above any broker's message limit, far below what a damaged record could ask for.</summary>
    private const int MaxBodySize = 64 * 1024 * 1024;

    private readonly ReadOnlySpan<byte> _records;
    private readonly MessageQueue _queue;
    private readonly ConsumerSubscription _subscription;
    private int _position;

    public PullDecoder(ReadOnlySpan<byte> records, MessageQueue queue, ConsumerSubscription subscription)
    {
        _records = records;
        _queue = queue;
        _subscription = subscription;
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>False at the end, and after a record without a usable length.</returns>
    public bool TryRead(out PulledRecord record)
    {
        record = default;
        if (_position >= _records.Length)
            return false;

        ReadOnlySpan<byte> rest = _records[_position..];
        int length = rest.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(rest) : 0;
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

    private readonly PulledRecord Decode(ReadOnlySpan<byte> source)
    {
        RecordPrefix prefix = RecordPrefix.Read(source);
        try
        {
            int position = 0;
            if (!MessageRecordReader.TryRead(source.ToArray(), ref position, out MessageRecord record))
                throw new ProtocolException("The record is a blank that ends a log file, not a message.");

            PropertiesText.TryGet(record.Properties.Span, "TAGS"u8, out ReadOnlySpan<byte> tagUtf8);
            return _subscription.Filter.Accepts(tagUtf8, out string? tag)
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
        string topic = _queue.Topic;
        if (_subscription.IsRetryTopic && PropertiesText.TryGet(record.Properties.Span, "RETRY_TOPIC"u8, out ReadOnlySpan<byte> original))
            topic = Encoding.UTF8.GetString(original);

        return new ReceivedMessage(record, _queue, topic, record.GetDecompressedBody(MaxBodySize), tag, _subscription.Names);
    }
}
