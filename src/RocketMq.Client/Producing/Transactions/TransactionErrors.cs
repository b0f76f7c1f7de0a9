using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>The errors of transactions, worded in one place.</summary>
internal static class TransactionErrors
{
    public static RocketMqException NoOffset(string topic, in SendReceipt receipt) =>
        new(
            RocketMqErrorReason.ProtocolViolation,
            $"Broker {receipt.Queue.BrokerName} stored a half message of topic '{topic}' but named its place '{receipt.OffsetMessageId}', which is no "
                + "offset message id. The local transaction was not run, and the message will be rolled back when the broker asks about it."
        );

    public static RocketMqException NotSafelyStored(string topic, in SendReceipt receipt) =>
        new(
            RocketMqErrorReason.NotSafelyStored,
            $"Broker {receipt.Queue.BrokerName} stored the half message of topic '{topic}' less safely than it is configured to "
                + $"({receipt.Status}), so it was rolled back and no transaction has begun. Try again, or look after the broker's disk and replicas.",
            isTransient: true
        );

    public static InvalidOperationException Decided(string transactionId, TransactionOutcome outcome) =>
        new($"The transaction {transactionId} was decided already ({outcome}); each is committed or rolled back once.");

    public static InvalidOperationException Disposed(string transactionId) =>
        new(
            $"The transaction {transactionId} was disposed without a decision; the broker will ask the checker about it. Decide before disposing."
        );

    public static RocketMqException Unconfirmed(PreparedMessage half, TransactionOutcome outcome, Exception cause) =>
        new(
            RemotingErrors.ReasonOf(cause),
            $"Broker {half.BrokerName} did not confirm the {Name(outcome)} of transaction {half.TransactionId} (topic '{half.Message.Topic}'): {cause.Message} "
                + "It asks a producer of the group about the message if it did not receive the decision.",
            RemotingErrors.IsTransient(cause),
            cause
        );

    public static BrokerException Refused(PreparedMessage half, TransactionOutcome outcome, ResponseCode code, string? remark) =>
        new(code, remark, half.BrokerName, $"the {Name(outcome)} of transaction {half.TransactionId} of topic '{half.Message.Topic}'");

    private static string Name(TransactionOutcome outcome) => outcome == TransactionOutcome.Commit ? "commit" : "rollback";
}
