using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>Consumer offsets: query (14) and commit (15), by the rules of broker reference 4.6.</summary>
internal sealed class ConsumerOffsetHandler(TopicTable topics, SubscriptionGroups groups, ConsumerOffsets offsets) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.QueryConsumerOffset, RequestCode.UpdateConsumerOffset];

    public ValueTask HandleAsync(RequestContext context)
    {
        if (context.Code == RequestCode.QueryConsumerOffset)
            Query(context);
        else
            Commit(context);
        return ValueTask.CompletedTask;
    }

    private void Query(RequestContext context)
    {
        var header = context.Request.ReadHeader<QueryConsumerOffsetRequestHeader>();
        var committed = offsets.Find(header.ConsumerGroup.ToString(), header.Topic.ToString(), header.QueueId);
        if (committed >= 0)
            context.Reply(ResponseCode.Success, new QueryConsumerOffsetResponseHeader { Offset = committed });
        else if (header.SetZeroIfNotFound == false)
            context.Reply(ResponseCode.QueryNotFound, Remarks.OffsetNotSet);
        else if (HasFirstRecord(header))
            context.Reply(ResponseCode.Success, new QueryConsumerOffsetResponseHeader { Offset = 0 });
        else
            context.Reply(ResponseCode.QueryNotFound, Remarks.OffsetNotFound);
    }

    /// <summary>While a queue's very first record is still there a new group starts with it, whatever the client would prefer.</summary>
    private bool HasFirstRecord(in QueryConsumerOffsetRequestHeader header) =>
        topics.TryGet(header.Topic.ToUtf8().Span, out var topic)
        && topic.FindQueue(header.QueueId) is { } queue
        && queue.Index.TryGet(0, out _);

    private void Commit(RequestContext context)
    {
        var header = context.Request.ReadHeader<UpdateConsumerOffsetRequestHeader>();
        var group = header.ConsumerGroup.ToUtf8().Span;
        var topic = header.Topic.ToUtf8().Span;
        if (groups.Find(group) is null)
            context.Reply(ResponseCode.SubscriptionGroupNotExist, $"Group {header.ConsumerGroup} not exist!");
        else if (!topics.TryGet(topic, out _))
            context.Reply(ResponseCode.TopicNotExist, $"Topic {header.Topic} not exist!");
        else if (header.CommitOffset is not { } offset)
            context.Reply(ResponseCode.InvalidParameter, "Offset is null");
        else if (offsets.Commit(group, topic, header.QueueId, offset))
            context.Reply(ResponseCode.Success);
        else
            context.Reply(ResponseCode.Success, "Offset has been previously reset");
    }
}
