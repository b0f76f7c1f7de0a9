using RocketMq.Broker.Processing;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.NameServing;

/// <summary>Routes (105). An unknown topic must be refused with 17: producers then ask for TBW102 and let the send create it.</summary>
internal sealed class RouteHandler(TopicTable topics, BrokerIdentity identity) : IRequestHandler
{
    /// <summary>V4_9_4; older clients cannot read object keys in quotes (broker reference 1.3).</summary>
    private const int FirstWithStandardJson = 401;

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.GetRouteInfoByTopic];

    public ValueTask HandleAsync(RequestContext context)
    {
        var frame = context.Request;
        var header = frame.ReadHeader<GetRouteInfoRequestHeader>();
        if (!topics.TryGet(header.Topic.ToUtf8().Span, out var topic))
        {
            context.Reply(ResponseCode.TopicNotExist, Remarks.NoRoute(header.Topic.ToString()));
            return ValueTask.CompletedTask;
        }
        var isStandard = header.AcceptStandardJsonOnly == true || frame.Version >= FirstWithStandardJson;
        context.Reply(ResponseCode.Success, body: RouteOf(topic.Settings).ToUtf8Bytes(isStandard));
        return ValueTask.CompletedTask;
    }

    private TopicRouteData RouteOf(TopicSettings topic) =>
        new()
        {
            BrokerDatas = [identity.Describe()],
            QueueDatas =
            [
                new QueueData
                {
                    BrokerName = identity.BrokerName,
                    ReadQueueNums = topic.ReadQueues,
                    WriteQueueNums = topic.WriteQueues,
                    Permissions = topic.Permissions,
                    TopicSysFlag = topic.SystemFlag,
                },
            ],
        };
}
