using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>A stored half message as decisions about it name it.</summary>
internal sealed record PreparedMessage(string Topic, SendReceipt Receipt, string TransactionId, long CommitLogOffset)
{
    public string BrokerName => Receipt.Queue.BrokerName;

    /// <exception cref="RocketMqException">The broker did not say where it stored the message.</exception>
    public static PreparedMessage From(string topic, in SendReceipt receipt) =>
        OffsetMessageId.TryParse(receipt.OffsetMessageId, out OffsetMessageId id)
            ? new PreparedMessage(topic, receipt, receipt.MessageId, id.Offset)
            : throw TransactionErrors.NoOffset(topic, receipt);

    public EndTransactionRequestHeader ToDecision(Utf8Text group, TransactionOutcome outcome) =>
        new()
        {
            Topic = Topic,
            ProducerGroup = group,
            TransactionStateTableOffset = Receipt.QueueOffset,
            CommitLogOffset = CommitLogOffset,
            CommitOrRollback = TransactionCodes.Of(outcome),
            MessageId = TransactionId,
            TransactionId = Receipt.TransactionId,
            BrokerName = BrokerName,
        };
}
