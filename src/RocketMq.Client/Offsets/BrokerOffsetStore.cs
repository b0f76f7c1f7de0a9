using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Offsets;

/// <summary>The committed offsets of one group, kept by the brokers. Thread-safe.</summary>
internal sealed class BrokerOffsetStore(ClientSession session, Utf8Text group) : IOffsetStore
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public ValueTask OpenAsync(CancellationToken ct) => ValueTask.CompletedTask;

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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private BrokerException Refused(RemotingResponse response, MessageQueue queue, string what) =>
        new(response.Code, response.Remark, queue.BrokerName, $"{what} of group {group} on queue {queue.QueueId} of topic {queue.Topic}");
}
