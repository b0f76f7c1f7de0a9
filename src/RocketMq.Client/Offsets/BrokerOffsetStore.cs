using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Offsets;

/// <summary>The committed offsets of one group, kept by the brokers. Thread-safe.</summary>
internal sealed class BrokerOffsetStore(ClientSession session, Utf8Text group)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The committed offset, or null when the group has none for the queue.</summary>
    /// <exception cref="BrokerException">The broker refuses the question.</exception>
    public async ValueTask<long?> ReadAsync(MessageQueue queue, CancellationToken ct)
    {
        // Without the flag a broker answers 0 for a young queue of a new group, and "from the end" would start at the beginning.
        var header = new QueryConsumerOffsetRequestHeader
        {
            ConsumerGroup = group,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            SetZeroIfNotFound = false,
            BrokerName = queue.BrokerName,
        };
        using RemotingResponse response = await session
            .CallBrokerAsync(queue.BrokerName, header, ReadOnlyMemory<byte>.Empty, Timeout, ct)
            .ConfigureAwait(false);
        return response.Code switch
        {
            ResponseCode.QueryNotFound => null,
            ResponseCode.Success => response.ReadHeader<QueryConsumerOffsetResponseHeader>().Offset is { } offset and >= 0 ? offset : null,
            _ => throw Refused(response, queue, "to tell the committed offset"),
        };
    }

    /// <summary>Stores how far the group consumed a queue; completes when the broker has it.</summary>
    /// <exception cref="BrokerException">The broker refuses it.</exception>
    public async ValueTask CommitAsync(MessageQueue queue, long offset, CancellationToken ct)
    {
        var header = new UpdateConsumerOffsetRequestHeader
        {
            ConsumerGroup = group,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            CommitOffset = offset,
            BrokerName = queue.BrokerName,
        };
        using RemotingResponse response = await session
            .CallBrokerAsync(queue.BrokerName, header, ReadOnlyMemory<byte>.Empty, Timeout, ct)
            .ConfigureAwait(false);
        if (response.Code != ResponseCode.Success)
            throw Refused(response, queue, $"to commit offset {offset}");
    }

    /// <summary>The offset behind the last stored message.</summary>
    /// <exception cref="BrokerException">The broker refuses the question.</exception>
    public async ValueTask<long> GetEndAsync(MessageQueue queue, CancellationToken ct)
    {
        var header = new GetMaxOffsetRequestHeader
        {
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            BrokerName = queue.BrokerName,
        };
        using RemotingResponse response = await session
            .CallBrokerAsync(queue.BrokerName, header, ReadOnlyMemory<byte>.Empty, Timeout, ct)
            .ConfigureAwait(false);
        return response.Code == ResponseCode.Success
            ? response.ReadHeader<GetMaxOffsetResponseHeader>().Offset
            : throw Refused(response, queue, "to tell its last offset");
    }

    /// <summary>The offset of the first message stored at or after a time.</summary>
    /// <exception cref="BrokerException">The broker refuses the question.</exception>
    public async ValueTask<long> SearchAsync(MessageQueue queue, DateTimeOffset time, CancellationToken ct)
    {
        var header = new SearchOffsetRequestHeader
        {
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            Timestamp = time.ToUnixTimeMilliseconds(),
            BrokerName = queue.BrokerName,
        };
        using RemotingResponse response = await session
            .CallBrokerAsync(queue.BrokerName, header, ReadOnlyMemory<byte>.Empty, Timeout, ct)
            .ConfigureAwait(false);
        return response.Code == ResponseCode.Success
            ? response.ReadHeader<SearchOffsetResponseHeader>().Offset
            : throw Refused(response, queue, $"to find the offset at {time:O}");
    }

    private BrokerException Refused(RemotingResponse response, MessageQueue queue, string what) =>
        new(response.Code, response.Remark, queue.BrokerName, $"{what} of group {group} on queue {queue.QueueId} of topic {queue.Topic}");
}
