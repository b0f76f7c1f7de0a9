using RocketMq.Broker.Processing;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.NameServing;

/// <summary>
/// What tools ask a name server about the cluster: brokers (106), topics (206, 224, 304), and to forget a topic (216).
/// Routes come from the broker's own table, so deleting a topic at the broker (215) has removed its route already.
/// </summary>
internal sealed class ClusterHandler(TopicTable topics, BrokerIdentity identity) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } =
    [
        RequestCode.GetBrokerClusterInfo,
        RequestCode.GetAllTopicListFromNameServer,
        RequestCode.GetTopicsByCluster,
        RequestCode.GetSystemTopicListFromNameServer,
        RequestCode.DeleteTopicInNameServer,
    ];

    public ValueTask HandleAsync(RequestContext context)
    {
        var body = context.Code switch
        {
            RequestCode.GetBrokerClusterInfo => Cluster().ToUtf8Bytes(),
            RequestCode.GetAllTopicListFromNameServer => AllTopics().ToUtf8Bytes(),
            RequestCode.GetTopicsByCluster => TopicsOf(context.Request.ReadHeader<GetTopicsByClusterRequestHeader>().Cluster).ToUtf8Bytes(),
            RequestCode.GetSystemTopicListFromNameServer => SystemTopicList().ToUtf8Bytes(),
            _ => [],
        };
        context.Reply(ResponseCode.Success, body: body);
        return ValueTask.CompletedTask;
    }

    private ClusterInfo Cluster() =>
        new()
        {
            BrokerAddrTable = new Dictionary<string, BrokerData> { [identity.BrokerName] = identity.Describe() },
            ClusterAddrTable = new Dictionary<string, IReadOnlyList<string>> { [identity.ClusterName] = [identity.BrokerName] },
        };

    private TopicList AllTopics() => new() { Topics = [.. topics.All.Select(topic => topic.Name)] };

    private TopicList TopicsOf(string? cluster) => cluster == identity.ClusterName ? AllTopics() : new TopicList();

    /// <summary>A name server knows cluster and broker names as topics, and names a broker that knows the rest.</summary>
    private TopicList SystemTopicList() => new() { Topics = [identity.BrokerName, identity.ClusterName], BrokerAddr = identity.Address };
}
