using System.Collections.Concurrent;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Peers;

/// <summary>A fake name server with a table of routes.</summary>
internal sealed class ScriptedNameServer : ScriptedServer
{
    private readonly ConcurrentDictionary<string, TopicRouteData> _routes = new(StringComparer.Ordinal);

    public ScriptedNameServer(InMemoryNetwork network, string address)
        : base(network, address)
    {
        Always(RequestCode.GetRouteInfoByTopic, AnswerRoute);
        Always(RequestCode.GetBrokerClusterInfo, AnswerCluster);
        Always(RequestCode.DeleteTopicInNameServer, Answers.Success);
    }

    public void SetRoute(string topic, TopicRouteData route) => _routes[topic] = route;

    public void RemoveRoute(string topic) => _routes.TryRemove(topic, out _);

    private void AnswerRoute(RequestContext context)
    {
        string topic = context.Request.ReadHeader<GetRouteInfoRequestHeader>().Topic.ToString();
        if (_routes.TryGetValue(topic, out TopicRouteData? route))
            context.Reply(ResponseCode.Success, default, route.ToUtf8Bytes(isStandard: true));
        else
            context.Reply(ResponseCode.TopicNotExist, $"No topic route info in name server for the topic: {topic}");
    }

    private void AnswerCluster(RequestContext context)
    {
        Dictionary<string, BrokerData> brokers = new(StringComparer.Ordinal);
        foreach (BrokerData broker in _routes.Values.SelectMany(route => route.BrokerDatas))
            brokers[broker.BrokerName] = broker;
        context.Reply(ResponseCode.Success, default, new ClusterInfo { BrokerAddrTable = brokers }.ToUtf8Bytes());
    }
}
