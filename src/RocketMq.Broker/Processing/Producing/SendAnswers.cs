using RocketMq.Broker.Storage;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>The answers to sends.</summary>
internal sealed class SendAnswers(OffsetMessageIds ids)
{
    private static readonly Utf8Text Region = Utf8Text.Encode(PropertyStamp.Region);
    private static readonly Utf8Text TraceOn = Utf8Text.Encode("true");

    [ThreadStatic]
    private static byte[]? t_messageId;

    public void Accept(RequestContext context, in AppendedRecord record, int queueId, Utf8Text uniqueKey, Utf8Text recallHandle = default)
    {
        var messageId = t_messageId is { } known && known.Length == ids.Length ? known : t_messageId = new byte[ids.Length];
        ids.Write(record.PhysicalOffset, messageId);
        Accept(context, Utf8Text.FromUtf8(messageId), record.QueueOffset, queueId, uniqueKey, recallHandle);
    }

    public static void Accept(
        RequestContext context,
        Utf8Text messageId,
        long queueOffset,
        int queueId,
        Utf8Text uniqueKey,
        Utf8Text recallHandle = default
    ) =>
        context.Reply(
            ResponseCode.Success,
            new SendMessageResponseHeader
            {
                MessageId = messageId,
                QueueId = queueId,
                QueueOffset = queueOffset,
                TransactionId = uniqueKey,
                RecallHandle = recallHandle,
                Region = Region,
                TraceOn = TraceOn,
            }
        );

    public static void Refuse(RequestContext context, in Refusal refusal) =>
        context.Reply(refusal.Code, new RegionResponseHeader(Region, TraceOn), remark: refusal.Remark);
}
