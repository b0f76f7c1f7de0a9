using RocketMq.Broker.Storage;
using RocketMq.Protocol;

namespace RocketMq.Broker.Delivery;

/// <summary>Reads a queue as a pull sees it: limits, filter, status and next offset (broker reference 4.5).</summary>
internal sealed class QueueReader(MessageStore store)
{
    private const int MostScanned = 800;
    private const int MostMessages = 32;
    private const int MostBytes = 256 * 1024;

    /// <summary>Copies the matching records into <paramref name="output"/>.</summary>
    public QueueRead Read(in PullQuery query, GrowableBuffer output)
    {
        var index = query.Queue.Index;
        var min = index.Min;
        var max = index.Max;
        var offset = query.Offset;
        if (max == 0)
            return new QueueRead(ReadStatus.NoMessageInQueue, 0, min, max, 0);
        if (offset < min)
            return new QueueRead(ReadStatus.OffsetTooSmall, min, min, max, 0);
        if (offset == max)
            return new QueueRead(ReadStatus.OffsetOverflowOne, offset, min, max, 0);
        if (offset > max)
            return new QueueRead(ReadStatus.OffsetOverflowBadly, max, min, max, 0);
        return Scan(query, min, max, output);
    }

    private QueueRead Scan(in PullQuery query, long min, long max, GrowableBuffer output)
    {
        var limit = Math.Clamp(query.MaxMessages, 1, MostMessages);
        var status = ReadStatus.NoMatchedMessage;
        var messages = 0;
        var next = query.Offset;
        for (var end = Math.Min(max, query.Offset + MostScanned); next < end; next++)
        {
            if (!query.Queue.Index.TryGet(next, out var entry))
            {
                status = messages > 0 ? ReadStatus.Found : ReadStatus.MessageWasRemoving;
                continue;
            }
            if (messages > 0 && (messages >= limit || output.WrittenCount + entry.Size > MostBytes))
                break;
            if (!query.Filter.Matches(entry.TagCode))
                continue;
            if (!store.TryRead(entry, out var record))
            {
                status = messages > 0 ? ReadStatus.Found : ReadStatus.MessageWasRemoving;
                continue;
            }
            if (query.Filter.NeedsProperties && !query.Filter.Matches(PropertiesOf(record)))
                continue;
            output.Write(record.Span);
            messages++;
            status = ReadStatus.Found;
        }
        return new QueueRead(status, next, min, max, messages);
    }

    private static ReadOnlySpan<byte> PropertiesOf(ReadOnlyMemory<byte> stored)
    {
        var position = 0;
        return MessageRecordReader.TryRead(stored, ref position, out var record) ? record.Properties.Span : default;
    }
}
