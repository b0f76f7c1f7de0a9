using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Producing;

/// <summary>Tells the client's hooks and trace of decisions, once each however often they are sent; costs nothing while nobody listens.</summary>
internal sealed class DecisionNotices(ClientSession session, string group)
{
    private bool IsWanted => session.Hooks.WatchTransactions || session.Trace is not null;

    public void Tell(PreparedMessage half, TransactionOutcome outcome, bool isFromCheck)
    {
        if (!IsWanted)
            return;
        Tell(
            half.Message,
            half.Message.Topic,
            session.Brokers.Find(half.BrokerName)?.Master?.EndPoint.ToString(),
            half.TransactionId,
            half.Receipt.BrokersTransactionId,
            outcome,
            isFromCheck
        );
    }

    public void Tell(CheckedCopy copy, TransactionOutcome outcome)
    {
        if (!IsWanted)
            return;
        Tell(
            null,
            session.Settings.Names.Unwrap(copy.Topic),
            copy.Connection.RemoteEndPoint.ToString(),
            copy.TransactionId,
            copy.BrokersTransactionId,
            outcome,
            isFromCheck: true
        );
    }

    private void Tell(
        Message? message,
        string topic,
        string? broker,
        string messageId,
        string? brokersTransactionId,
        TransactionOutcome outcome,
        bool isFromCheck
    ) =>
        session.TellEndTransaction(
            new EndTransactionHookContext
            {
                ProducerGroup = group,
                Message = message,
                Topic = topic,
                BrokerAddress = broker,
                MessageId = messageId,
                BrokersTransactionId = brokersTransactionId,
                State = TransactionCodes.StateOf(outcome),
                IsFromCheck = isFromCheck,
            }
        );
}
