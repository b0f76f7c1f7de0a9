using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>A stored half message as decisions about it name it.</summary>
internal sealed record PreparedMessage(Message Message, string WireTopic, SendReceipt Receipt, string TransactionId, long CommitLogOffset)
{
    public string BrokerName => Receipt.Queue.BrokerName;

    /// <exception cref="RocketMqException">The broker did not say where it stored the message.</exception>
    public static PreparedMessage From(Message message, ResourceNames names, in SendReceipt receipt) =>
        OffsetMessageId.TryParse(receipt.OffsetMessageId, out OffsetMessageId id)
            ? new PreparedMessage(message, names.Wrap(message.Topic), receipt, receipt.MessageId, id.Offset)
            : throw TransactionErrors.NoOffset(message.Topic, receipt);

    public EndTransactionRequestHeader ToDecision(Utf8Text group, TransactionOutcome outcome) =>
        new()
        {
            Topic = WireTopic,
            ProducerGroup = group,
            TransactionStateTableOffset = Receipt.QueueOffset,
            CommitLogOffset = CommitLogOffset,
            CommitOrRollback = TransactionCodes.Of(outcome),
            MessageId = TransactionId,
            TransactionId = Receipt.BrokersTransactionId,
            BrokerName = BrokerName,
        };
}
