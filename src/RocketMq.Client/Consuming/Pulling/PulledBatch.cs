using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>What one answered pull brought, copied out of the frame. Reused from pull to pull by the puller of one queue.</summary>
internal sealed class PulledBatch(MessageQueue queue, ConsumerSubscription subscription)
{
    private readonly MessageOrigins _origins = new(queue, subscription);

    public List<ReceivedMessage> Messages { get; } = [];

    /// <summary>Records that cannot be decoded, in offset order; rarely any.</summary>
    public List<(RecordPrefix Record, ProtocolException Error)> Undecodable { get; } = [];

    /// <summary>Why the rest of the list could not be read, if it could not.</summary>
    public ProtocolException? Truncation { get; private set; }

    /// <summary>Where the next pull begins.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Reads all records at or above the offset that was asked for, in place of what the last pull brought.</summary>
    public void Read(ReadOnlySpan<byte> records, long fromOffset, long nextOffset)
    {
        Messages.Clear();
        Undecodable.Clear();
        Truncation = null;
        long reached = records.IsEmpty ? fromOffset : ReadRecords(records, fromOffset);
        // Never back into what is held already, whatever the broker says.
        NextOffset = Truncation is null ? Math.Max(nextOffset, reached) : reached;
    }

    /// <summary>Cuts the batch off before an offset, so that the next pull brings it again.</summary>
    public void StopBefore(long offset)
    {
        Messages.RemoveAll(message => message.QueueOffset >= offset);
        NextOffset = offset;
    }

    private long ReadRecords(ReadOnlySpan<byte> records, long fromOffset)
    {
        long reached = fromOffset;
        PullBuffer buffer = PullBuffer.Copy(records);
        var decoder = new PullDecoder(buffer, _origins, subscription);
        while (decoder.TryRead(out PulledRecord record))
        {
            if (record.Prefix is not { } prefix)
            {
                // What follows is unknown: the next pull begins right behind what could be read.
                Truncation = record.Error;
            }
            else if (prefix.QueueOffset >= reached)
            {
                Add(prefix, record);
                reached = prefix.QueueOffset + 1;
            }
            else
            {
                record.Message?.Retire();
            }
        }

        buffer.Release();
        return reached;
    }

    private void Add(RecordPrefix prefix, in PulledRecord record)
    {
        if (record.Message is { } message)
            Messages.Add(message);
        else if (record.Error is { } error)
            Undecodable.Add((prefix, error));
    }
}
