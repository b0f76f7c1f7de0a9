using RocketMq.Broker.Groups;
using RocketMq.Broker.Storage;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>Stores a batch as single records with consecutive offsets in one queue (broker reference 4.13).</summary>
internal sealed class BatchAppender(MessageStore store, PropertyStamp stamp, OffsetMessageIds ids, BrokerSettings settings)
{
    private const char IdSeparator = ',';

    public Refusal Append(RequestContext context, in SendRequest request, in SendTarget target)
    {
        var header = PropertyScan.Of(request.Properties);
        var body = context.Request.Body;
        if (
            target.Queue.Topic.RetryGroup is not null
            || header.DelayLevel > 0
            || header.Has(PropertyTraits.Transactional | PropertyTraits.Timed)
            || body.IsEmpty
            || body.Length > settings.MaxMessageSize
        )
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(settings.MaxMessageSize));
        // Decoded before the first is stored: a malformed batch leaves nothing behind.
        var members = Decode(body);
        var messageIds = new string[members.Count];
        var firstOffset = 0L;
        using (store.BeginGroup())
        {
            for (var number = 0; number < members.Count; number++)
            {
                var appended = Append(context, request, target, members[number]);
                messageIds[number] = ids.Format(appended.PhysicalOffset);
                if (number == 0)
                    firstOffset = appended.QueueOffset;
            }
        }
        SendAnswers.Accept(
            context,
            string.Join(IdSeparator, messageIds),
            firstOffset,
            target.AnsweredQueueId,
            header.UniqueKey.IsEmpty ? default : Utf8Text.FromUtf8(header.UniqueKey)
        );
        return Refusal.None;
    }

    private static List<BatchMember> Decode(ReadOnlyMemory<byte> body)
    {
        var members = new List<BatchMember>();
        for (var position = 0; BatchDecoder.TryRead(body, ref position, out var member); )
            members.Add(member);
        return members;
    }

    private AppendedRecord Append(RequestContext context, in SendRequest request, in SendTarget target, in BatchMember member)
    {
        var scan = PropertyScan.Of(member.Properties);
        var stamped = stamp.Stamp(member.Properties, scan, isDeadLetter: false);
        return store.Append(
            target.Queue,
            new RecordDraft(
                new MessageRecordFields
                {
                    Body = member.Body,
                    BodyCrc = Crc32.Compute(member.Body.Span),
                    Properties = stamped.Head,
                    PropertiesTail = stamped.Tail,
                    Flag = member.Flag,
                    SystemFlags = (SystemFlags)request.SystemFlag,
                    BornTimestamp = request.BornTimestamp,
                    BornHost = ClientChannel.Of(context.Connection).Address,
                    StoreHost = store.StoreHost,
                    ReconsumeTimes = request.ReconsumeTimes,
                },
                TagCodes.JavaHash(scan.Tags)
            )
        );
    }
}
