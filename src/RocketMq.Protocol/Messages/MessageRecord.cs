using System.Buffers.Binary;
using System.Net;

namespace RocketMq.Protocol;

/// <summary>
/// One stored message, as fields over the record's memory: nothing is copied, and the record is valid as long as the memory is.
/// </summary>
public readonly struct MessageRecord
{
    private readonly ReadOnlyMemory<byte> _record;
    private readonly int _storeHostEnd;
    private readonly int _topicStart;
    private readonly int _topicLength;
    private readonly int _propertiesLength;

    internal MessageRecord(ReadOnlyMemory<byte> record, int storeHostEnd, int topicStart, int topicLength, int propertiesLength)
    {
        _record = record;
        _storeHostEnd = storeHostEnd;
        _topicStart = topicStart;
        _topicLength = topicLength;
        _propertiesLength = propertiesLength;
    }

    /// <summary>The length of the record in bytes.</summary>
    public int StoreSize => _record.Length;

    /// <summary>The record itself.</summary>
    public ReadOnlyMemory<byte> Memory => _record;

    /// <summary>The checksum of the body as stored, see <see cref="Crc32"/>.</summary>
    public int BodyCrc => ReadInt32(RecordLayout.BodyCrc);

    /// <summary>The queue.</summary>
    public int QueueId => ReadInt32(RecordLayout.QueueId);

    /// <summary>The message's own flag, free for users.</summary>
    public int Flag => ReadInt32(RecordLayout.Flag);

    /// <summary>The offset in the queue.</summary>
    public long QueueOffset => ReadInt64(RecordLayout.QueueOffset);

    /// <summary>The physical offset on the broker.</summary>
    public long CommitLogOffset => ReadInt64(RecordLayout.CommitLogOffset);

    /// <summary>The system flags.</summary>
    public SystemFlags SystemFlags => (SystemFlags)ReadInt32(RecordLayout.SystemFlags);

    /// <summary>When the producer made the message, in milliseconds since 1970.</summary>
    public long BornTimestamp => ReadInt64(RecordLayout.BornTimestamp);

    /// <summary>Where the producer sent from; allocates.</summary>
    /// <exception cref="ProtocolException">The port is out of range.</exception>
    public IPEndPoint BornHost => ReadHost(RecordLayout.BornHost, RecordLayout.BornHostLength(SystemFlags));

    /// <summary>When the broker stored the message, in milliseconds since 1970.</summary>
    public long StoreTimestamp => ReadInt64(StoreHostStart - RecordLayout.StoreHost);

    /// <summary>The broker that stored the message; allocates.</summary>
    /// <exception cref="ProtocolException">The port is out of range.</exception>
    public IPEndPoint StoreHost => ReadHost(StoreHostStart, _storeHostEnd - StoreHostStart);

    /// <summary>How often the message was handed back.</summary>
    public int ReconsumeTimes => ReadInt32(_storeHostEnd + RecordLayout.ReconsumeTimes);

    /// <summary>The physical offset of the half message this one ends; 0 if none.</summary>
    public long PreparedTransactionOffset => ReadInt64(_storeHostEnd + RecordLayout.PreparedTransactionOffset);

    /// <summary>The body as stored, compressed if the flags say so.</summary>
    public ReadOnlyMemory<byte> Body =>
        _record.Slice(_storeHostEnd + RecordLayout.Body, ReadInt32(_storeHostEnd + RecordLayout.BodyLength));

    /// <summary>The topic.</summary>
    public Utf8Text Topic => Utf8Text.FromUtf8(_record.Slice(_topicStart, _topicLength));

    /// <summary>The properties text, see <see cref="PropertiesText"/>.</summary>
    public ReadOnlyMemory<byte> Properties => _record.Slice(_topicStart + _topicLength + sizeof(short), _propertiesLength);

    /// <summary>The id made of the broker's address and the physical offset, in upper-case hexadecimal; allocates.</summary>
    public string OffsetMessageId
    {
        get
        {
            Span<byte> id = stackalloc byte[RecordLayout.IPv6HostLength + sizeof(long)];
            int hostLength = _storeHostEnd - StoreHostStart;
            _record.Span.Slice(StoreHostStart, hostLength).CopyTo(id);
            BinaryPrimitives.WriteInt64BigEndian(id[hostLength..], CommitLogOffset);
            return Convert.ToHexString(id[..(hostLength + sizeof(long))]);
        }
    }

    private int StoreHostStart => _storeHostEnd - RecordLayout.StoreHostLength(SystemFlags);

    /// <summary>The body as the producer gave it: a slice of the record, or decompressed into new memory.</summary>
    /// <param name="maxBodySize">The largest decompressed body to accept, in bytes.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ProtocolException">The body does not decompress, is larger than permitted, or the algorithm is not supported.</exception>
    public ReadOnlyMemory<byte> GetDecompressedBody(int maxBodySize) =>
        (SystemFlags & SystemFlags.Compressed) == 0 ? Body : MessageCompression.Decompress(Body, SystemFlags, maxBodySize);

    private int ReadInt32(int position) => BinaryPrimitives.ReadInt32BigEndian(_record.Span[position..]);

    private long ReadInt64(int position) => BinaryPrimitives.ReadInt64BigEndian(_record.Span[position..]);

    private IPEndPoint ReadHost(int position, int length)
    {
        int addressLength = length - sizeof(int);
        int port = ReadInt32(position + addressLength);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new ProtocolException($"A message record names port {port}; ports range from 0 to {IPEndPoint.MaxPort}.");

        return new(new IPAddress(_record.Span.Slice(position, addressLength)), port);
    }
}
