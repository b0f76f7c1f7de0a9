using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>What tools list: topic settings (21, 351), system topics (305), group settings (201, 352).</summary>
internal sealed class ConfigTableHandler(TopicTable topics, SubscriptionGroups groups) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } =
    [
        RequestCode.GetAllTopicConfig,
        RequestCode.GetTopicConfig,
        RequestCode.GetSystemTopicListFromBroker,
        RequestCode.GetAllSubscriptionGroupConfig,
        RequestCode.GetSubscriptionGroupConfig,
    ];

    public ValueTask HandleAsync(RequestContext context)
    {
        switch (context.Code)
        {
            case RequestCode.GetAllTopicConfig:
                var table = AllTopics();
                context.Reply(ResponseCode.Success, new TotalResponseHeader("totalTopicNum", table.Topics.Count), table.ToUtf8Bytes());
                break;
            case RequestCode.GetTopicConfig:
                ReplyTopic(context);
                break;
            case RequestCode.GetSystemTopicListFromBroker:
                var system = topics.All.Select(topic => topic.Name).Where(topics.System.Contains);
                context.Reply(ResponseCode.Success, body: new TopicList { Topics = [.. system] }.ToUtf8Bytes());
                break;
            case RequestCode.GetAllSubscriptionGroupConfig:
                var all = new SubscriptionGroupTable { Groups = groups.All, DataVersion = VersionOf(groups.Version) };
                context.Reply(ResponseCode.Success, new TotalResponseHeader("totalGroupNum", all.Groups.Count), all.ToUtf8Bytes());
                break;
            default:
                ReplyGroup(context);
                break;
        }
        return ValueTask.CompletedTask;
    }

    private void ReplyTopic(RequestContext context)
    {
        var name = context.Request.ReadHeader<GetTopicConfigRequestHeader>().Topic ?? "";
        if (topics.TryGet(name, out var topic))
            context.Reply(ResponseCode.Success, body: ConfigOf(topic.Settings).ToUtf8Bytes());
        else
            context.Reply(ResponseCode.TopicNotExist, $"No topic in this broker. topic: {name}");
    }

    private void ReplyGroup(RequestContext context)
    {
        context.Request.Header.TryGet("group"u8, out var text);
        if (groups.Find(text.ToString()) is { } group)
            context.Reply(ResponseCode.Success, body: group.ToUtf8Bytes());
        else
            context.Reply(ResponseCode.SubscriptionGroupNotExist, $"No group in this broker. group: {text}");
    }

    private TopicConfigTable AllTopics() =>
        new()
        {
            Topics = topics.All.ToDictionary(topic => topic.Name, topic => ConfigOf(topic.Settings)),
            DataVersion = VersionOf(topics.Version),
        };

    private static TopicConfig ConfigOf(TopicSettings topic) =>
        new()
        {
            TopicName = topic.Name,
            ReadQueueNums = topic.ReadQueues,
            WriteQueueNums = topic.WriteQueues,
            Permissions = topic.Permissions,
            TopicFilterType = topic.FilterType,
            TopicSysFlag = topic.SystemFlag,
            Order = topic.Order,
            Attributes = topic.Attributes,
        };

    private static DataVersion VersionOf(TableVersion version)
    {
        var (counter, timestamp) = version.Current;
        return new DataVersion { Counter = counter, Timestamp = timestamp };
    }
}
