using System.Globalization;
using RocketMq.Broker.Groups;
using RocketMq.Broker.Scheduling;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>
/// Takes a message back from a consumer that failed (36): a copy goes through a delay level to the group's retry topic, or
/// after the last attempt to its dead letter topic (broker reference 4.8).
/// </summary>
internal sealed class SendBackHandler(
    TopicTable topics,
    SubscriptionGroups groups,
    MessageStore store,
    DelayedDelivery delays,
    BrokerSettings settings
) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.ConsumerSendMessageBack];

    public ValueTask HandleAsync(RequestContext context)
    {
        var refusal = TakeBack(context.Request.ReadHeader<ConsumerSendMessageBackRequestHeader>());
        if (refusal.IsRefused)
            context.Reply(refusal.Code, refusal.Remark);
        else
            context.Reply(ResponseCode.Success);
        return ValueTask.CompletedTask;
    }

    private Refusal TakeBack(in ConsumerSendMessageBackRequestHeader header)
    {
        var name = header.Group.ToString();
        if (groups.Find(name) is not { } group)
            return new Refusal(ResponseCode.SubscriptionGroupNotExist, Remarks.GroupMissing(name));
        // The group's configuration says that it wants no retries; the real broker answers success and drops the message too.
        if (group.RetryQueueNums <= 0)
            return Refusal.None;
        var retry = topics.GetOrAddInternal(TopicRules.GetRetryTopic(name), group.RetryQueueNums);
        if ((retry.Settings.Permissions & TopicSettings.Write) == 0)
            return new Refusal(ResponseCode.NoPermission, $"the topic[{retry.Name}] sending message is forbidden");
        if (!store.TryReadAt(header.Offset, out var record))
            return new Refusal(
                ResponseCode.SystemError,
                string.Create(CultureInfo.InvariantCulture, $"look message by offset failed, {header.Offset}")
            );
        return Append(header, name, group, retry, record);
    }

    private Refusal Append(
        in ConsumerSendMessageBackRequestHeader header,
        string group,
        SubscriptionGroupConfig config,
        Topic retry,
        in MessageRecord record
    )
    {
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties.TryAdd(MessagePropertyNames.RetryTopic, record.Topic.ToString());
        properties.TryAdd(MessagePropertyNames.OriginMessageId, record.OffsetMessageId);
        properties[MessagePropertyNames.Wait] = "false";
        var isDead = header.DelayLevel < 0 || record.ReconsumeTimes >= (header.MaxReconsumeTimes ?? config.RetryMaxTimes);
        var level =
            isDead ? 0
            : header.DelayLevel == 0 ? DelayLevels.FirstRetry + record.ReconsumeTimes
            : header.DelayLevel;
        properties[MessagePropertyNames.DelayLevel] = level.ToString(CultureInfo.InvariantCulture);
        var queue = isDead
            ? topics.GetOrAddInternal(TopicRules.GetDeadLetterTopic(group), queues: 1).Queue(0)
            : retry.Queue(Random.Shared.Next(Math.Max(1, retry.Settings.WriteQueues)));
        var text = PropertiesCopy.Encode(properties);
        if (text.Length > PropertiesText.MaxLength)
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(settings.MaxMessageSize));
        var copy = RecordCopy.Of(record, text, record.ReconsumeTimes + 1);
        if (level > 0)
            return delays.Schedule(queue, level, copy, out _);
        store.Append(queue, copy);
        return Refusal.None;
    }
}
