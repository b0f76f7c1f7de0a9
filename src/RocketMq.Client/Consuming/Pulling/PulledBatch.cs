using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>What one answered pull brought, copied out of the frame.</summary>
internal sealed class PulledBatch
{
    public List<ReceivedMessage> Messages { get; } = [];

    /// <summary>Records that cannot be decoded, in offset order; rarely any.</summary>
    public List<(RecordPrefix Record, ProtocolException Error)> Undecodable { get; } = [];

    /// <summary>Why the rest of the list could not be read, if it could not.</summary>
    public ProtocolException? Truncation { get; private set; }

    /// <summary>Where the next pull begins.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Reads all records at or above the offset that was asked for.</summary>
    public static PulledBatch Read(
        ReadOnlySpan<byte> records,
        MessageQueue queue,
        ConsumerSubscription subscription,
        long fromOffset,
        long nextOffset
    )
    {
        var batch = new PulledBatch();
        long reached = fromOffset;
        var decoder = new PullDecoder(records, queue, subscription);
        while (decoder.TryRead(out PulledRecord record))
        {
            if (record.Prefix is not { } prefix)
            {
                // What follows is unknown: the next pull begins right behind what could be read.
                batch.Truncation = record.Error;
            }
            else if (prefix.QueueOffset >= reached)
            {
                batch.Add(prefix, record);
                reached = prefix.QueueOffset + 1;
            }
        }

        // Never back into what is held already, whatever the broker says.
        batch.NextOffset = batch.Truncation is null ? Math.Max(nextOffset, reached) : reached;
        return batch;
    }

    private void Add(RecordPrefix prefix, in PulledRecord record)
    {
        if (record.Message is { } message)
            Messages.Add(message);
        else if (record.Error is { } error)
            Undecodable.Add((prefix, error));
    }

    /// <summary>Cuts the batch off before an offset, so that the next pull brings it again.</summary>
    public void StopBefore(long offset)
    {
        Messages.RemoveAll(message => message.QueueOffset >= offset);
        NextOffset = offset;
    }
}
