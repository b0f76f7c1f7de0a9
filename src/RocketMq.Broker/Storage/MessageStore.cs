using System.Buffers.Binary;
using System.Net;
using RocketMq.Broker.Delivery;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Storage;

/// <summary>
/// The memory store: one commit log and an index per queue. Queue offset, physical offset and store time of a record are
/// decided under one short lock, in which the record is also written, so offsets have no gaps and times never go back.
/// </summary>
internal sealed class MessageStore(TopicTable topics, TimeProvider time, IPEndPoint storeHost, int largestRecord, long maxBytes)
{
    private readonly CommitLog _log = new(largestRecord, maxBytes);
    private readonly Lock _appendLock = new();
    private long _lastStoreTimestamp;
    private long _appended;

    /// <summary>Address and port that records, routes and message ids name as this broker's.</summary>
    public IPEndPoint StoreHost => storeHost;

    public long MinOffset => _log.MinOffset;

    public long MaxOffset => _log.MaxOffset;

    /// <summary>The stretches of the log that are kept, the oldest first.</summary>
    public IReadOnlyList<LogSegment> Segments => _log.Segments;

    /// <summary>Records appended since the store came into being.</summary>
    public long AppendedRecords => Volatile.Read(ref _appended);

    /// <summary>Keeps other writers out, so that several records get consecutive offsets. Dispose it to let them in.</summary>
    public Lock.Scope BeginGroup() => _appendLock.EnterScope();

    public AppendedRecord Append(TopicQueue queue, in RecordDraft draft)
    {
        var fields = draft.Fields with { Topic = queue.Topic.NameUtf8, QueueId = queue.Id, StoreHost = storeHost };
        var length = MessageRecordWriter.GetLength(fields);
        AppendedRecord appended;
        lock (_appendLock)
        {
            var segment = _log.SegmentFor(length, out var droppedSome);
            if (droppedSome)
                RaiseMinOffsets();
            var now = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), _lastStoreTimestamp);
            _lastStoreTimestamp = now;
            var queueOffset = queue.Index.Max;
            var physicalOffset = segment.BaseOffset + segment.Written;
            MessageRecordWriter.Write(
                segment.Next(length),
                fields with
                {
                    StoreTimestamp = now,
                    QueueOffset = queueOffset,
                    CommitLogOffset = physicalOffset,
                }
            );
            segment.Commit(length);
            var tagCode = draft.DelayMilliseconds > 0 ? now + draft.DelayMilliseconds : draft.TagCode;
            queue.Index.Append(new QueueEntry(physicalOffset, length, tagCode, now));
            Volatile.Write(ref _appended, _appended + 1);
            appended = new AppendedRecord(physicalOffset, queueOffset, tagCode);
        }
        LongPolls.Notify(queue, appended.TagCode, draft.Fields.Properties);
        return appended;
    }

    /// <summary>The bytes of an indexed record; false when retention has dropped them since.</summary>
    public bool TryRead(in QueueEntry entry, out ReadOnlyMemory<byte> record) => _log.TryRead(entry.PhysicalOffset, entry.Size, out record);

    /// <summary>The record that starts at a physical offset; false where none does.</summary>
    public bool TryReadAt(long physicalOffset, out MessageRecord record)
    {
        record = default;
        var rest = _log.ReadFrom(physicalOffset);
        if (rest.Length < sizeof(int))
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(rest.Span);
        if (length < sizeof(int) || length > rest.Length)
            return false;
        try
        {
            var position = 0;
            return MessageRecordReader.TryRead(rest[..length], ref position, out record) && record.CommitLogOffset == physicalOffset;
        }
        catch (ProtocolException)
        {
            // Offsets come from clients: one that points into the middle of a record finds bytes that are no record.
            return false;
        }
    }

    private void RaiseMinOffsets()
    {
        foreach (var topic in topics.All)
        foreach (var queue in topic.UsedQueues())
            queue.Index.DropBelow(_log.MinOffset);
    }
}
