using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Transactions;

/// <summary>A scripted broker that asks, a producer that it knows, and what that logs.</summary>
internal sealed class AskingBroker : IAsyncDisposable
{
    private readonly FakeCluster _cluster = new("broker-a");

    public ManualTimeProvider Time { get; } = new();

    public LogLines Log { get; } = new();

    public ScriptedBroker Broker => _cluster.Broker("broker-a");

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Log.Dispose();
    }

    /// <summary>A producer that the broker knows.</summary>
    public async Task<TransactionProducer> ConnectAsync(
        TransactionChecker checker,
        Action<TransactionOptions>? configure = null,
        ICredentialsProvider? credentials = null
    )
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        ProducerOptions options = new() { Group = "order-ledger" };
        configure?.Invoke(options.Transactions);
        TransactionProducer producer = _cluster
            .CreateClient(
                Time,
                client =>
                {
                    client.LoggerFactory = Log;
                    client.Credentials = credentials;
                }
            )
            .CreateTransactionProducer(options, checker);
        await producer.ListenForChecksAsync("orders", TestContext.Current.CancellationToken).Within("the broker to know the producer");
        await Broker.WaitForAsync(RequestCode.Heartbeat, 1);
        Broker.Received(RequestCode.Heartbeat)[^1].BodyText.ShouldContain("\"groupName\":\"order-ledger\"");
        return producer;
    }
}
