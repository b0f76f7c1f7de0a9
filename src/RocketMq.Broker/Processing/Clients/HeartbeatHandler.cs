using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Clients;

/// <summary>Heartbeats (34): they register a client in its groups and carry the groups' subscriptions (broker reference 3.4, 4.7).</summary>
internal sealed class HeartbeatHandler(
    TopicTable topics,
    SubscriptionGroups configs,
    ConsumerGroups consumers,
    ProducerGroups producers,
    TimeProvider time
) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.Heartbeat];

    public ValueTask HandleAsync(RequestContext context)
    {
        var frame = context.Request;
        var heartbeat = HeartbeatData.Parse(frame.Body.Span);
        var member = new GroupMember(
            ClientChannel.Of(context.Connection),
            heartbeat.ClientId,
            frame.Language,
            frame.Version,
            time.GetUtcNow()
        );
        foreach (var producer in heartbeat.ProducerDataSet)
            producers.Register(producer.GroupName, member);
        var isChanged = false;
        foreach (var consumer in heartbeat.ConsumerDataSet)
            isChanged |= Register(member, consumer, heartbeat);
        context.Reply(
            ResponseCode.Success,
            new HeartbeatResponseHeader
            {
                IsHeartbeatV2Supported = true,
                IsSubscriptionChanged = isChanged || heartbeat.HeartbeatFingerprint == 0,
            }
        );
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns whether the client must send its subscriptions in full next time.</summary>
    private bool Register(GroupMember member, ConsumerData data, HeartbeatData heartbeat)
    {
        // A group that may not be created is left out; its pulls are refused with the reason.
        if (configs.Find(data.GroupName) is not { } config)
            return false;
        var fingerprint = heartbeat.HeartbeatFingerprint;
        if (heartbeat.WithoutSub)
            return consumers.Renew(member, data.GroupName) is not { } renewed || renewed.ReplaceFingerprint(fingerprint);
        if (config.RetryQueueNums > 0)
            topics.GetOrAddInternal(TopicRules.GetRetryTopic(data.GroupName), config.RetryQueueNums);
        var group = consumers.Register(member, data);
        return fingerprint != 0 && group.ReplaceFingerprint(fingerprint);
    }
}
