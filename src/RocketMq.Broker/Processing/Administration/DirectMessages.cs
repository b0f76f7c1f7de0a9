using System.Diagnostics.CodeAnalysis;
using RocketMq.Broker.Groups;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Finds the message that a tool wants a consumer to handle (309), and completes the request as a real broker does (broker reference 3.10).</summary>
internal sealed class DirectMessages(TopicTable topics, SubscriptionGroups groups, MessageStore store, string brokerName)
{
    /// <param name="asked">The tool's request; its message id is the offset id.</param>
    /// <param name="forwarded">The request for the client, with memory of its own.</param>
    /// <param name="record">The message as it is stored.</param>
    /// <param name="fault">Why there is nothing to forward.</param>
    public bool TryFind(
        in ConsumeMessageDirectlyRequestHeader asked,
        out ConsumeMessageDirectlyRequestHeader forwarded,
        out ReadOnlyMemory<byte> record,
        [NotNullWhen(false)] out string? fault
    )
    {
        var group = asked.ConsumerGroup.ToString();
        var topic = asked.Topic.ToString();
        record = default;
        fault = null;
        forwarded = asked with
        {
            ConsumerGroup = group,
            Topic = topic,
            BrokerName = brokerName,
            TopicSysFlag = topics.TryGet(topic, out var known) ? known.Settings.SystemFlag : null,
            GroupSysFlag = groups.FindExisting(group)?.GroupSysFlag,
        };
        if (!OffsetMessageId.TryParse(asked.MessageId, out var id))
            fault = $"The message id {asked.MessageId} is not an offset id; tools look it up by the unique id first.";
        else if (!store.TryReadAt(id.Offset, out var stored))
            fault = $"can not find message by the offset, {id.Offset}";
        else
            record = stored.Memory;
        return fault is null;
    }
}
