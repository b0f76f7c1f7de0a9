using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Offsets;

/// <summary>What brokers know about the messages of a queue: where it ends, and where a moment lies in it. Thread-safe.</summary>
internal sealed class QueueEnds(ClientSession session)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

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

    private static BrokerException Refused(RemotingResponse response, MessageQueue queue, string what) =>
        new(response.Code, response.Remark, queue.BrokerName, $"{what}, for queue {queue.QueueId} of topic {queue.Topic}");
}
