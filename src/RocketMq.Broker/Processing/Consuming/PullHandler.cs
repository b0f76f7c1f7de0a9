using RocketMq.Broker.Delivery;
using RocketMq.Broker.Filtering;
using RocketMq.Broker.Groups;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>Pulls (11 and 361): checks in a real broker's order, reads, and parks a pull that finds nothing new (broker reference 3.2, 4.5).</summary>
internal sealed class PullHandler(
    TopicTable topics,
    PullSubscriptions subscriptions,
    SubscriptionGroups groups,
    ConsumerOffsets offsets,
    QueueReader reader,
    LongPolls longPolls,
    TimeProvider time
) : IRequestHandler, IPullResumption
{
    [ThreadStatic]
    private static GrowableBuffer? t_records;

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.PullMessage, RequestCode.LitePullMessage];

    public ValueTask HandleAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<PullMessageRequestHeader>();
        var refusal = Check(context, header, out var query, out var forbiddenType);
        if (!refusal.IsRefused)
            Pull(context, header, query);
        else if (forbiddenType != 0)
            context.Reply(refusal.Code, new ForbiddenResponseHeader(forbiddenType), remark: refusal.Remark);
        else
            context.Reply(refusal.Code, refusal.Remark);
        return ValueTask.CompletedTask;
    }

    /// <summary>The second pass of a parked pull: it answers whatever there is, a reset before all else, and commits nothing.</summary>
    public void Answer(RequestContext context, PullQuery query)
    {
        // Not taken: nobody may wait for this answer any more, and whoever reads the queue now would never learn of the reset.
        if (offsets.TryAnnounceReset(query.Group, query.Queue.Topic.NameUtf8.ToUtf8().Span, query.Queue.Id, out var reset))
        {
            AnswerReset(context, query, reset);
            return;
        }
        var records = Records();
        var read = reader.Read(query, records);
        Answer(context, query, read, records.WrittenSpan);
    }

    private Refusal Check(RequestContext context, in PullMessageRequestHeader header, out PullQuery query, out int forbiddenType)
    {
        query = default;
        forbiddenType = 0;
        var groupName = header.ConsumerGroup.ToUtf8().Span;
        if (groups.Find(groupName) is not { } group)
            return new Refusal(ResponseCode.SubscriptionGroupNotExist, Remarks.GroupMissing(header.ConsumerGroup.ToString()));
        if (!group.ConsumeEnable)
        {
            forbiddenType = ForbiddenResponseHeader.ByGroup;
            return new Refusal(ResponseCode.NoPermission, $"subscription group no permission, {group.GroupName}");
        }
        if (!topics.TryGet(header.Topic.ToUtf8().Span, out var topic))
            return new Refusal(ResponseCode.TopicNotExist, Remarks.TopicMissingForPull(header.Topic.ToString()));
        var settings = topic.Settings;
        if (!settings.IsReadable)
        {
            forbiddenType = ForbiddenResponseHeader.ByTopic;
            return new Refusal(ResponseCode.NoPermission, $"the topic[{topic.Name}] pulling message is forbidden");
        }
        if (header.QueueId < 0 || header.QueueId >= settings.ReadQueues)
            return new Refusal(
                ResponseCode.InvalidParameter,
                $"queueId[{header.QueueId}] is illegal, topic:[{topic.Name}] topicConfig.readQueueNums:[{settings.ReadQueues}] "
                    + $"consumer:[/{ClientChannel.Of(context.Connection).Address}]"
            );
        var refusal = subscriptions.Resolve(header, group, out var filter, out forbiddenType);
        // Messages that come back were wanted before, and what made them so may have changed since (filterSupportRetry is off).
        if (topic.RetryGroup is not null && filter.NeedsProperties)
            filter = TagFilter.All;
        query = new PullQuery(
            group.GroupName,
            topic.Queue(header.QueueId),
            header.QueueOffset,
            header.MaxMessageCount,
            filter,
            group.GroupSysFlag
        );
        return refusal;
    }

    private void Pull(RequestContext context, in PullMessageRequestHeader header, in PullQuery query)
    {
        var group = header.ConsumerGroup.ToUtf8().Span;
        var flags = (PullSystemFlags)header.SysFlag;
        if (offsets.TryTakeReset(query.Group, header.Topic.ToUtf8().Span, query.Queue.Id, query.Offset, out var reset))
        {
            AnswerReset(context, query, reset);
            return;
        }
        var records = Records();
        var read = reader.Read(query, records);
        if ((flags & PullSystemFlags.CommitOffset) != 0)
            offsets.Commit(group, header.Topic.ToUtf8().Span, header.QueueId, header.CommitOffset);
        var mayWait = (flags & PullSystemFlags.Suspend) != 0 && header.SuspendTimeoutMillis > 0 && !context.IsOneWay;
        if (mayWait && CodeOf(read.Status, query.Offset) == ResponseCode.PullNotFound)
            Park(context, query, TimeSpan.FromMilliseconds(header.SuspendTimeoutMillis));
        else
            Answer(context, query, read, records.WrittenSpan);
    }

    private static void AnswerReset(RequestContext context, in PullQuery query, long reset)
    {
        var index = query.Queue.Index;
        Answer(context, query, new QueueRead(ReadStatus.OffsetReset, reset, index.Min, index.Max, 0), default);
    }

    private void Park(RequestContext context, in PullQuery query, TimeSpan timeout)
    {
        context.Detach();
        longPolls.Park(new ParkedPull(context, query, time.GetTimestamp(), timeout, this));
    }

    private static void Answer(RequestContext context, in PullQuery query, in QueueRead read, ReadOnlySpan<byte> records) =>
        context.Reply(
            CodeOf(read.Status, query.Offset),
            new PullMessageResponseHeader
            {
                SuggestedBrokerId = 0,
                NextBeginOffset = read.NextOffset,
                MinOffset = read.MinOffset,
                MaxOffset = read.MaxOffset,
                TopicSysFlag = query.Queue.Topic.Settings.SystemFlag,
                GroupSysFlag = query.GroupSystemFlag,
            },
            records,
            StatusRemarks.Of(read.Status)
        );

    private static ResponseCode CodeOf(ReadStatus status, long offset) =>
        status switch
        {
            ReadStatus.Found => ResponseCode.Success,
            ReadStatus.NoMatchedMessage or ReadStatus.MessageWasRemoving => ResponseCode.PullRetryImmediately,
            ReadStatus.NoMessageInQueue when offset == 0 => ResponseCode.PullNotFound,
            ReadStatus.OffsetOverflowOne => ResponseCode.PullNotFound,
            _ => ResponseCode.PullOffsetMoved,
        };

    private static GrowableBuffer Records()
    {
        var records = t_records ??= new GrowableBuffer();
        records.Clear();
        return records;
    }
}
