using RocketMq.Interop.Tests.Producing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Requests that administrators send to brokers.</summary>
internal static class BrokerRequests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Moves the scenario's group on the scenario's topic.</summary>
    public static Task<ResetOffsetBody> ResetOffsetAsync(
        this ScenarioCluster cluster,
        DateTimeOffset? to = null,
        int? queueId = null,
        long? offset = null
    ) =>
        cluster.AskAsync(
            new ResetOffsetRequestHeader
            {
                Topic = cluster.Topic,
                Group = cluster.Group,
                QueueId = queueId ?? -1,
                Offset = offset ?? -1,
                Timestamp = to?.ToUnixTimeMilliseconds() ?? 0,
                IsForce = true,
            },
            RequestCode.InvokeBrokerToResetOffset,
            body => ResetOffsetBody.Parse(body.Span)
        );

    /// <summary>How far the scenario's group is behind on the scenario's topic.</summary>
    public static Task<ConsumeStats> GetConsumeStatsAsync(this ScenarioCluster cluster) =>
        cluster.AskAsync(
            new GetConsumeStatsRequestHeader { ConsumerGroup = cluster.Group, Topic = cluster.Topic },
            RequestCode.GetConsumeStats,
            body => ConsumeStats.Parse(body.Span)
        );

    private static async Task<TBody> AskAsync<THeader, TBody>(
        this ScenarioCluster cluster,
        THeader header,
        RequestCode code,
        Func<ReadOnlyMemory<byte>, TBody> read
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        TopicRouteInfo route = await cluster.Client.Administration.GetRouteAsync(cluster.Topic, ScenarioCluster.Cancellation);
        RemotingEndPoint broker = RemotingEndPoint.Parse(route.Brokers[0].Addresses[0]);
        IDuplexTransport transport = await new SocketConnectionFactory().ConnectAsync(broker, ScenarioCluster.Cancellation);
        await using var connection = new RemotingConnection(transport);
        connection.Start();
        using RemotingResponse response = await connection.RequestAsync(header, default, Timeout, code, ScenarioCluster.Cancellation);
        response.Code.ShouldBe(ResponseCode.Success, response.Remark);
        return read(response.Body);
    }
}
