using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>Where a queue begins and ends, and offsets by time (29 to 32); an unknown queue counts as an empty one (broker reference 3.3, 4.15).</summary>
internal sealed class QueueBoundsHandler(TopicTable topics) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } =
    [RequestCode.SearchOffsetByTimestamp, RequestCode.GetMaxOffset, RequestCode.GetMinOffset, RequestCode.GetEarliestMessageStoreTime];

    public ValueTask HandleAsync(RequestContext context)
    {
        switch (context.Code)
        {
            case RequestCode.SearchOffsetByTimestamp:
                Search(context);
                break;
            case RequestCode.GetMaxOffset:
                var max = context.Request.ReadHeader<GetMaxOffsetRequestHeader>();
                context.Reply(ResponseCode.Success, new GetMaxOffsetResponseHeader { Offset = Find(max.Topic, max.QueueId)?.Max ?? 0 });
                break;
            case RequestCode.GetMinOffset:
                var min = context.Request.ReadHeader<GetMinOffsetRequestHeader>();
                context.Reply(ResponseCode.Success, new GetMinOffsetResponseHeader { Offset = Find(min.Topic, min.QueueId)?.Min ?? 0 });
                break;
            default:
                var earliest = context.Request.ReadHeader<GetEarliestMessageStoreTimeRequestHeader>();
                var timestamp = Find(earliest.Topic, earliest.QueueId)?.EarliestStoreTime ?? QueueIndex.NoTime;
                context.Reply(ResponseCode.Success, new GetEarliestMessageStoreTimeResponseHeader { Timestamp = timestamp });
                break;
        }
        return ValueTask.CompletedTask;
    }

    private void Search(RequestContext context)
    {
        var header = context.Request.ReadHeader<SearchOffsetRequestHeader>();
        var upper = header.BoundaryType.ToString().Equals("upper", StringComparison.OrdinalIgnoreCase);
        var offset = Find(header.Topic, header.QueueId)?.Search(header.Timestamp, upper) ?? 0;
        context.Reply(ResponseCode.Success, new SearchOffsetResponseHeader { Offset = offset });
    }

    private QueueIndex? Find(Utf8Text topicName, int queueId) =>
        topics.TryGet(topicName.ToUtf8().Span, out var topic) ? topic.FindQueue(queueId)?.Index : null;
}
