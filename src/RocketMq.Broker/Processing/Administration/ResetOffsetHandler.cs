using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>
/// Moves a group's offsets (222): on the broker's side, as 5.3 does by default, where the next pull of each queue is sent to the
/// new place and commits until then are ignored; or by telling the members, as older brokers do (broker reference 4.16).
/// </summary>
internal sealed class ResetOffsetHandler(
    TopicTable topics,
    SubscriptionGroups groups,
    ConsumerOffsets offsets,
    ClientResets clients,
    BrokerSettings settings
) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.InvokeBrokerToResetOffset];

    public ValueTask HandleAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<ResetOffsetRequestHeader>();
        var refusal = Reset(header, out var moved);
        if (refusal.IsRefused)
            context.Reply(refusal.Code, refusal.Remark);
        else
            context.Reply(ResponseCode.Success, body: new ResetOffsetBody { OffsetTable = moved }.ToUtf8Bytes());
        return ValueTask.CompletedTask;
    }

    private Refusal Reset(in ResetOffsetRequestHeader header, out Dictionary<MessageQueue, long> moved)
    {
        moved = [];
        var topicName = header.Topic.ToString();
        var group = header.Group.ToString();
        if (!topics.TryGet(topicName, out var topic))
            return new Refusal(ResponseCode.TopicNotExist, $"Topic {topicName} does not exist");
        if (groups.FindExisting(group) is null)
            return new Refusal(ResponseCode.SubscriptionGroupNotExist, $"Group {group} does not exist");
        var first = header.QueueId is { } id and >= 0 ? id : 0;
        var count = header.QueueId is >= 0 ? 1 : topic.Settings.ReadQueues;
        for (var queueId = first; queueId < first + count; queueId++)
        {
            var committed = offsets.Find(group, topicName, queueId);
            if (settings.ResetOffsetsByClients && committed < 0)
                return new Refusal(ResponseCode.SystemError, $"THe consumer group <{group}> not exist");
            if (!TryFindTarget(header, topic.FindQueue(queueId), out var target, out var fault))
                return new Refusal(ResponseCode.SystemError, fault);
            // The old way goes forwards only where that is forced.
            var isKept = settings.ResetOffsetsByClients && !header.IsForce && target >= committed;
            moved[new MessageQueue(topicName, settings.BrokerName, queueId)] = isKept ? committed : target;
        }
        if (settings.ResetOffsetsByClients)
            return clients.TrySend(header, moved)
                ? Refusal.None
                : new Refusal(
                    ResponseCode.ConsumerNotOnline,
                    $"Consumer not online, so can not reset offset, Group: {group} Topic: {topicName}"
                );
        foreach (var (queue, target) in moved)
            offsets.Reset(group, topicName, queue.QueueId, target);
        return Refusal.None;
    }

    private static bool TryFindTarget(in ResetOffsetRequestHeader header, TopicQueue? queue, out long target, out string fault)
    {
        var min = queue?.Index.Min ?? 0;
        var max = queue?.Index.Max ?? 0;
        fault = "";
        if (header is { QueueId: >= 0, Offset: { } wanted and not -1 })
        {
            target = wanted;
            fault = $"Target offset {wanted} not in consume queue range [{min}-{max}]";
            return wanted >= min && wanted <= max + 1;
        }
        target = header.Timestamp < 0 ? max : queue?.Index.Search(header.Timestamp, upper: false) ?? 0;
        return true;
    }
}
