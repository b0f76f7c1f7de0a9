using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>Finds, or by the rules creates, the queue that a send goes to, in the order of checks of a real broker (broker reference 3.1, 4.2, 4.3).</summary>
internal sealed class SendTargets(TopicTable topics, SubscriptionGroups groups, OrderlyLocks locks)
{
    private const int UnitFlag = 1;
    private const int RetryUnitFlag = 2;

    public Refusal Resolve(in SendRequest request, RequestContext context, out SendTarget target)
    {
        target = default;
        if (!topics.TryGet(request.Topic.ToUtf8().Span, out var topic))
        {
            var refusal = Create(request, out topic);
            if (topic is null)
                return refusal;
        }
        if (topic.IsBrokerOnly)
            return new Refusal(ResponseCode.NoPermission, $"Sending message to topic[{topic.Name}] is forbidden.");
        var settings = topic.Settings;
        if (request.QueueId >= settings.Queues)
            return new Refusal(
                ResponseCode.InvalidParameter,
                $"request queueId[{request.QueueId}] is illegal, {settings} Producer: {ClientChannel.Of(context.Connection).Address}"
            );
        var queueId = request.QueueId >= 0 ? request.QueueId : Random.Shared.Next(Math.Max(1, settings.WriteQueues));
        if (topic.RetryGroup is { } group)
            return ResolveRetry(request, topic, group, queueId, out target);
        target = new SendTarget(topic.Queue(queueId), queueId, IsDeadLetter: false);
        return Refusal.None;
    }

    private Refusal Create(in SendRequest request, out Topic? topic)
    {
        topic = null;
        var name = request.Topic.ToString();
        var isRetry = TopicRules.IsRetryTopic(name);
        var isValid = isRetry
            ? TopicRules.IsValidGroup(name[TopicRules.RetryPrefix.Length..], out var reason)
            : TopicRules.IsValidTopic(name, out reason);
        if (!isValid)
            return new Refusal(ResponseCode.InvalidParameter, reason ?? Remarks.BlankTopic);
        if (!TopicRules.IsSendable(name))
            return new Refusal(ResponseCode.NoPermission, $"Sending message to topic[{name}] is forbidden.");
        var systemFlag =
            !request.UnitMode ? 0
            : isRetry ? RetryUnitFlag
            : UnitFlag;
        topic = topics.TryCreateForSend(name, request.DefaultTopic.ToString(), request.DefaultTopicQueueNums, systemFlag);
        return topic is null ? new Refusal(ResponseCode.TopicNotExist, Remarks.TopicMissing(name)) : Refusal.None;
    }

    /// <summary>
    /// Clients send retries this way when a send-back fails. One attempt too many, or a group that consumes in order right
    /// now, means the dead letter queue.
    /// </summary>
    private Refusal ResolveRetry(in SendRequest request, Topic topic, string group, int queueId, out SendTarget target)
    {
        target = new SendTarget(topic.Queue(queueId), queueId, IsDeadLetter: false);
        if (groups.Find(group) is not { } config)
            return new Refusal(
                ResponseCode.SubscriptionGroupNotExist,
                $"subscription group not exist, {group}; create it or let the broker create groups by itself"
            );
        if (request.ReconsumeTimes <= (request.MaxReconsumeTimes ?? config.RetryMaxTimes) && !locks.HoldsAny(group))
            return Refusal.None;
        var deadLetters = topics.GetOrAddInternal(TopicRules.GetDeadLetterTopic(group), queues: 1);
        target = new SendTarget(deadLetters.Queue(0), queueId, IsDeadLetter: true);
        return Refusal.None;
    }
}
