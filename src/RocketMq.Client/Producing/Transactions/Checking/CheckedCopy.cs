using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>
/// The copy of a half message that a broker asked about, as answers name it. Brokers store the message anew for each question. Holds no
/// message, so it can be kept as long as its transaction runs.
/// </summary>
/// <param name="Connection">Where the question came from and where its answer goes: other addresses of that broker need not know the message.</param>
/// <param name="BrokerName">The broker that asked; empty if neither the question nor the connection names it.</param>
/// <param name="Topic">
/// The topic that the message is meant for, with the client's namespace. Brokers with access control look for the right to publish to the
/// topic of an answer, and nobody has that for the one that keeps half messages.
/// </param>
/// <param name="TransactionId">The transaction's id.</param>
/// <param name="QueueOffset">Where the copy lies among the half messages.</param>
/// <param name="CommitLogOffset">Where it lies in the broker's log.</param>
/// <param name="BrokersTransactionId">The transaction's id in the broker's words; null if it named none.</param>
internal sealed record CheckedCopy(
    RemotingConnection Connection,
    string BrokerName,
    string Topic,
    string TransactionId,
    long QueueOffset,
    long CommitLogOffset,
    string? BrokersTransactionId
)
{
    /// <summary>Names the transaction among those of all brokers: a half message that was sent twice lies on two of them under one id.</summary>
    public (string Broker, string TransactionId) Key => (BrokerName, TransactionId);

    public EndTransactionRequestHeader ToAnswer(Utf8Text group, TransactionOutcome outcome) =>
        new()
        {
            Topic = Topic,
            ProducerGroup = group,
            TransactionStateTableOffset = QueueOffset,
            CommitLogOffset = CommitLogOffset,
            CommitOrRollback = TransactionCodes.Of(outcome),
            FromTransactionCheck = true,
            MessageId = TransactionId,
            TransactionId = BrokersTransactionId,
            BrokerName = BrokerName,
        };
}
