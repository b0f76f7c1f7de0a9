using RocketMq.Broker.Groups;
using RocketMq.Broker.Scheduling;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Broker.Transactions;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>
/// Sends (310, 10) and batches (320 and any send with the batch flag). The plain path looks its topic up by the bytes of
/// the frame, writes the record straight into the log and answers, without allocating.
/// </summary>
internal sealed class SendHandler(
    SendTargets targets,
    SendAnswers answers,
    BatchAppender batches,
    MessageStore store,
    DelayedDelivery delays,
    TimerDelivery timers,
    TransactionLog transactions,
    PropertyStamp stamp,
    BrokerSettings settings
) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.SendMessage, RequestCode.SendMessageV2, RequestCode.SendBatchMessage];

    public ValueTask HandleAsync(RequestContext context)
    {
        var request = SendRequest.From(context.Request);
        var refusal = targets.Resolve(request, context, out var target);
        if (!refusal.IsRefused)
            refusal = request.Batch ? batches.Append(context, request, target) : Append(context, request, target);
        if (refusal.IsRefused)
            SendAnswers.Refuse(context, refusal);
        return ValueTask.CompletedTask;
    }

    private Refusal Append(RequestContext context, in SendRequest request, in SendTarget target)
    {
        var body = context.Request.Body;
        var scan = PropertyScan.Of(request.Properties);
        // A copy that comes back for another attempt keeps the property of the message that was once prepared.
        var isHalf = scan.Has(PropertyTraits.Transactional) && !(request.ReconsumeTimes > 0 && scan.DelayLevel > 0);
        if (isHalf && scan.Has(PropertyTraits.Timed) && scan.DelayLevel <= 0)
            return new Refusal(ResponseCode.MessageIllegal, Remarks.TimedTransaction);
        var stamped = stamp.Stamp(request.Properties, scan, target.IsDeadLetter);
        if (body.IsEmpty || body.Length > settings.MaxMessageSize || stamped.Length > PropertiesText.MaxLength)
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(settings.MaxMessageSize));
        var draft = new RecordDraft(
            new MessageRecordFields
            {
                Body = body,
                BodyCrc = Crc32.Compute(body.Span),
                Properties = stamped.Head,
                PropertiesTail = stamped.Tail,
                Flag = request.Flag,
                SystemFlags = SystemFlagsOf(request, target),
                BornTimestamp = request.BornTimestamp,
                BornHost = ClientChannel.Of(context.Connection).Address,
                StoreHost = store.StoreHost,
                ReconsumeTimes = request.ReconsumeTimes,
            },
            TagCodes.JavaHash(scan.Tags)
        );
        if (isHalf)
            return Prepare(context, target, draft, stamped.UniqueKey);
        var refusal = Store(scan, target, draft, out var placed);
        if (!refusal.IsRefused)
            answers.Accept(context, placed.Record, target.AnsweredQueueId, stamped.UniqueKey, placed.RecallHandle);
        return refusal;
    }

    private Refusal Store(in PropertyScan scan, in SendTarget target, in RecordDraft draft, out TimerPlacement placed)
    {
        // A level wins over a time.
        if (scan.Has(PropertyTraits.Timed) && scan.DelayLevel <= 0)
            return timers.Schedule(target.Queue, draft, out placed);
        var refusal = Refusal.None;
        AppendedRecord appended;
        if (scan.DelayLevel > 0 && !target.IsDeadLetter)
            refusal = delays.Schedule(target.Queue, scan.DelayLevel, draft, out appended);
        else
            appended = store.Append(target.Queue, draft);
        placed = new TimerPlacement(appended, default);
        return refusal;
    }

    private Refusal Prepare(RequestContext context, in SendTarget target, in RecordDraft draft, Utf8Text uniqueKey)
    {
        var refusal = transactions.Prepare(target.Queue, draft, uniqueKey, out var appended);
        if (!refusal.IsRefused)
            answers.Accept(context, appended, target.AnsweredQueueId, uniqueKey);
        return refusal;
    }

    private static SystemFlags SystemFlagsOf(in SendRequest request, in SendTarget target)
    {
        var flags = (SystemFlags)request.SystemFlag;
        return target.Queue.Topic.Settings.FilterType == TopicSettings.MultiTag ? flags | SystemFlags.MultiTags : flags;
    }
}
