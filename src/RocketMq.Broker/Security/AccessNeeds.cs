using RocketMq.Protocol;

namespace RocketMq.Broker.Security;

/// <summary>Which permissions the requests need (broker reference 4.18); a code that is not named here needs a known user only.</summary>
internal sealed class AccessNeeds(string cluster)
{
    private const AclPermissions Publish = AclPermissions.Publish;
    private const AclPermissions Subscribe = AclPermissions.Subscribe;
    private const AclPermissions Administer = AclPermissions.None;

    public List<AccessNeed> Of(in RemotingFrame frame)
    {
        var needs = new Collector(frame.Header);
        switch (frame.RequestCode)
        {
            case RequestCode.SendMessage:
            case RequestCode.EndTransaction:
            case RequestCode.RecallMessage:
                needs.AddTopic("topic"u8, Publish);
                break;
            case RequestCode.SendMessageV2:
            case RequestCode.SendBatchMessage:
                needs.AddTopic("b"u8, Publish);
                break;
            case RequestCode.PullMessage:
            case RequestCode.LitePullMessage:
            case RequestCode.QueryConsumerOffset:
            case RequestCode.UpdateConsumerOffset:
                needs.AddTopic("topic"u8, Subscribe);
                needs.AddGroup("consumerGroup"u8);
                break;
            case RequestCode.GetConsumerListByGroup:
            case RequestCode.UnregisterClient:
                needs.AddGroup("consumerGroup"u8);
                break;
            case RequestCode.ConsumerSendMessageBack:
                needs.AddGroup("group"u8);
                break;
            case RequestCode.QueryMessage:
                needs.AddTopic("topic"u8, Subscribe);
                break;
            case RequestCode.GetMaxOffset:
            case RequestCode.GetMinOffset:
            case RequestCode.SearchOffsetByTimestamp:
            case RequestCode.GetEarliestMessageStoreTime:
                needs.AddTopic("topic"u8, AclPermissions.All);
                break;
            case RequestCode.CreateTopic:
            case RequestCode.DeleteTopicInBroker:
                needs.AddTopic("topic"u8, Administer);
                break;
            case RequestCode.CreateSubscriptionGroup:
            case RequestCode.DeleteSubscriptionGroup:
            case RequestCode.InvokeBrokerToResetOffset:
            case RequestCode.UpdateBrokerConfig:
                needs.Items.Add(new AccessNeed(AccessNeed.ClusterKind, cluster, Administer));
                break;
            default:
                AddFromBody(needs, frame);
                break;
        }
        return needs.Items;
    }

    private static void AddFromBody(Collector needs, in RemotingFrame frame)
    {
        switch (frame.RequestCode)
        {
            case RequestCode.Heartbeat:
                AddSubscriptions(needs, HeartbeatData.Parse(frame.Body.Span));
                break;
            case RequestCode.LockBatchMessageQueue:
            case RequestCode.UnlockBatchMessageQueue:
                needs.AddGroup(LockBatchBody.Parse(frame.Body.Span).ConsumerGroup);
                break;
        }
    }

    private static void AddSubscriptions(Collector needs, HeartbeatData heartbeat)
    {
        foreach (var consumer in heartbeat.ConsumerDataSet)
        {
            needs.AddGroup(consumer.GroupName);
            foreach (var subscription in consumer.SubscriptionDataSet)
                needs.AddTopic(subscription.Topic, Subscribe);
        }
    }

    private readonly struct Collector(HeaderView header)
    {
        public List<AccessNeed> Items { get; } = [];

        public void AddTopic(ReadOnlySpan<byte> field, AclPermissions permission)
        {
            if (header.TryGet(field, out var topic))
                AddTopic(topic.ToString(), permission);
        }

        public void AddGroup(ReadOnlySpan<byte> field)
        {
            if (header.TryGet(field, out var group))
                AddGroup(group.ToString());
        }

        // A retry topic belongs to its group; traces may be written by everybody.
        public void AddTopic(string topic, AclPermissions permission)
        {
            if (TopicRules.IsRetryTopic(topic))
                AddGroup(topic[TopicRules.RetryPrefix.Length..]);
            else if (permission != Publish || topic != TopicRules.TraceTopic)
                Items.Add(new AccessNeed(AccessNeed.TopicKind, topic, permission));
        }

        public void AddGroup(string group) => Items.Add(new AccessNeed(AccessNeed.GroupKind, group, Subscribe));
    }
}
