using RocketMq.Broker.Groups;
using RocketMq.Broker.Storage;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>Stores a batch as single records with consecutive offsets in one queue (broker reference 4.13).</summary>
internal sealed class BatchAppender(MessageStore store, PropertyStamp stamp, OffsetMessageIds ids, BrokerSettings settings)
{
    private const char IdSeparator = ',';
    private const byte ValueEnd = 2;

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
        var members = Decode(body, OwnProperties(request.Properties));
        if (members.Exists(IsTooLong))
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(settings.MaxMessageSize));
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

    private static List<BatchMember> Decode(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> own)
    {
        var members = new List<BatchMember>();
        for (var position = 0; BatchDecoder.TryRead(body, ref position, out var member); )
            members.Add(own.IsEmpty ? member : member with { Properties = Join(member.Properties.Span, own.Span) });
        return members;
    }

    /// <summary>
    /// What the header says of the batch as a whole, which every record gets behind its own properties. Not the batch's id: it
    /// would hide the ids that the messages bring.
    /// </summary>
    private static ReadOnlyMemory<byte> OwnProperties(ReadOnlyMemory<byte> header)
    {
        if (header.IsEmpty)
            return default;
        var pairs = PropertiesText.Parse(header.Span);
        pairs.Remove(MessagePropertyNames.UniqueId);
        return PropertiesCopy.Encode(pairs);
    }

    private static byte[] Join(ReadOnlySpan<byte> properties, ReadOnlySpan<byte> own)
    {
        using var joined = new GrowableBuffer();
        joined.Write(properties);
        if (!properties.IsEmpty && properties[^1] != ValueEnd)
            joined.WriteByte(ValueEnd);
        joined.Write(own);
        return joined.WrittenSpan.ToArray();
    }

    // A record has 16 bits for the length; what is not near that needs no exact look. Text that is no UTF-8 grows threefold when rewritten.
    private bool IsTooLong(BatchMember member) =>
        member.Properties.Length > PropertiesText.MaxLength / 4
        && stamp.Stamp(member.Properties, PropertyScan.Of(member.Properties), isDeadLetter: false).Length > PropertiesText.MaxLength;

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
