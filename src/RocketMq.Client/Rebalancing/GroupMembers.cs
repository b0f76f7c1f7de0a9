using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Rebalancing;

/// <summary>The clients of a consumer group, as a broker lists them.</summary>
internal sealed class GroupMembers(ClientSession session, string group)
{
    /// <summary>The client ids in ordinal order, which is the order all members agree on; empty when the broker knows no member.</summary>
    /// <param name="topic">A topic of the group; a random broker of it is asked, since every broker hears all heartbeats.</param>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<IReadOnlyList<string>> GetAsync(string topic, CancellationToken ct)
    {
        string brokerName = await session.GetAnyBrokerNameAsync(topic, ct).ConfigureAwait(false);
        var header = new GetConsumerListByGroupRequestHeader { ConsumerGroup = group };
        using RemotingResponse response = await session
            .CallBrokerAsync(brokerName, header, ReadOnlyMemory<byte>.Empty, session.Settings.RequestTimeout, ct)
            .ConfigureAwait(false);
        return response.Code switch
        {
            ResponseCode.Success => [.. ConsumerIdList.Parse(response.Body.Span).ConsumerIds.Order(StringComparer.Ordinal)],
            // "no consumer for this group": the broker has not seen a heartbeat of any member yet.
            ResponseCode.SystemError => [],
            _ => throw new BrokerException(response.Code, response.Remark, brokerName, $"to list the members of group {group}"),
        };
    }
}
