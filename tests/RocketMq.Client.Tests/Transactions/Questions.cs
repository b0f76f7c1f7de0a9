using System.Net;
using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Transactions;

/// <summary>Asks clients about half messages as a broker does (39).</summary>
internal static class Questions
{
    private static readonly IPEndPoint Host = new(IPAddress.Loopback, 10911);

    /// <summary>Asks on the broker's first connection. The commit log offset is 100 times the queue offset.</summary>
    public static async Task AskAsync(
        ScriptedBroker broker,
        string transactionId,
        long queueOffset = 0,
        string group = "order-ledger",
        int attempt = 1,
        string body = "paid",
        bool namesBroker = true
    )
    {
        RemotingConnection connection = broker.Connections.First();
        await connection
            .SendOneWayAsync(
                new CheckTransactionStateRequestHeader
                {
                    Topic = TopicRules.HalfTopic,
                    TransactionStateTableOffset = queueOffset,
                    CommitLogOffset = queueOffset * 100,
                    MessageId = transactionId,
                    TransactionId = transactionId,
                    OffsetMessageId = new OffsetMessageId(Host, queueOffset * 100).ToString(),
                    BrokerName = namesBroker ? broker.Name : null,
                },
                Record(transactionId, queueOffset, group, attempt, body),
                TestContext.Current.CancellationToken
            )
            .Within("the question");
    }

    private static byte[] Record(string transactionId, long queueOffset, string group, int attempt, string body)
    {
        using GrowableBuffer output = new();
        MessageRecordWriter.Write(
            output,
            new MessageRecordFields
            {
                Topic = "orders",
                QueueId = 2,
                QueueOffset = queueOffset,
                CommitLogOffset = queueOffset * 100,
                BornHost = Host,
                StoreHost = Host,
                Body = Encoding.UTF8.GetBytes(body),
                Properties = Encoding.UTF8.GetBytes(
                    $"TRAN_MSG\u0001true\u0002PGROUP\u0001{group}\u0002UNIQ_KEY\u0001{transactionId}\u0002TRANSACTION_CHECK_TIMES\u0001{attempt}\u0002"
                ),
            }
        );
        return output.WrittenSpan.ToArray();
    }
}
