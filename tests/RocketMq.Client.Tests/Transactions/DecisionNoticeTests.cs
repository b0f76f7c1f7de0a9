using System.Collections.Concurrent;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Transactions;

public sealed class DecisionNoticeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hooks_are_told_of_every_decision_once_and_of_what_was_asked()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Once(RequestCode.EndTransaction, Answers.Refuse(ResponseCode.SystemBusy));
        broker.Always(RequestCode.EndTransaction, Answers.Success);
        RecordingHook hook = new();
        await using TransactionProducer producer = cluster
            .CreateClient(configure: options => options.EndTransactionHooks.Add(hook))
            .CreateTransactionProducer(new() { Group = "order-ledger" }, (_, _) => ValueTask.FromResult(TransactionOutcome.Rollback));
        Message message = new("orders", new byte[3]) { Tag = "t" };

        TransactionResult committed = await producer
            .SendAsync(message, (_, _) => ValueTask.FromResult(TransactionOutcome.Commit), Cancellation)
            .Within("the commit");
        await producer
            .SendAsync(message, (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
            .Within("the undecided one");
        await Questions.AskAsync(broker, "T1");
        await broker.WaitForAsync(RequestCode.EndTransaction, 4);

        hook.Seen.Select(context => (context.State, context.IsFromCheck))
            .ShouldBe([("COMMIT_MESSAGE", false), ("UNKNOW", false), ("ROLLBACK_MESSAGE", true)]);
        EndTransactionHookContext first = hook.Seen.First();
        first.ProducerGroup.ShouldBe("order-ledger");
        first.Topic.ShouldBe("orders");
        first.Message.ShouldBeSameAs(message);
        first.MessageId.ShouldBe(committed.TransactionId);
        first.BrokerAddress.ShouldBe("broker-a:10911");
        hook.Seen.Last().MessageId.ShouldBe("T1");
        hook.Seen.Last().Topic.ShouldBe("orders");
        hook.Seen.Last().Message.ShouldBeNull();
    }

    private sealed class RecordingHook : IEndTransactionHook
    {
        private readonly ConcurrentQueue<EndTransactionHookContext> _seen = new();

        public IReadOnlyCollection<EndTransactionHookContext> Seen => _seen;

        public void OnEndingTransaction(EndTransactionHookContext context) => _seen.Enqueue(context);
    }
}
