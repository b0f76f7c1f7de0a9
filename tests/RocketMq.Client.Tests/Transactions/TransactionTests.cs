using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Transactions;

/// <summary>Transactions on an embedded broker, on virtual time.</summary>
public sealed class TransactionTests
{
    private static readonly TimeSpan Rounds = TimeSpan.FromMinutes(4);
    private readonly Ledger _ledger = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_committed_message_arrives_once_under_its_transactions_id()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        List<ReceivedMessage> received = [];
        Handled handled = await ConsumeAsync(cluster, received);
        string? seenByLocal = null;

        TransactionResult result = await producer
            .SendAsync(
                Text("paid"),
                (half, _) =>
                {
                    seenByLocal = half.MessageId;
                    cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(0);
                    return ValueTask.FromResult(TransactionOutcome.Commit);
                },
                Cancellation
            )
            .Within("the transaction");

        result.Outcome.ShouldBe(TransactionOutcome.Commit);
        result.IsConfirmed.ShouldBeTrue();
        result.Failure.ShouldBeNull();
        result.TransactionId.ShouldBe(seenByLocal);
        result.Receipt.MessageId.ShouldBe(seenByLocal);
        await TestCluster.WithinAsync(handled.Reaching(1), "it arrives");
        ReceivedMessage message = received.ShouldHaveSingleItem();
        message.MessageId.ShouldBe(result.TransactionId);
        message.Topic.ShouldBe(TestCluster.Topic);
        message.Tag.ShouldBe("t");
        message.Keys.ShouldBe(["k1", "k2"]);
        message.Properties["colour"].ShouldBe("blue");
        await PassAsync(cluster, Rounds);
        handled.Bodies.ShouldBe(["paid"]);
        _ledger.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rolled_back_message_never_arrives()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        TransactionResult result = await producer
            .SendAsync(Text("no"), _ledger.Writing("no", TransactionOutcome.Rollback), Cancellation)
            .Within("the transaction");
        result.Outcome.ShouldBe(TransactionOutcome.Rollback);
        result.IsConfirmed.ShouldBeTrue();
        cluster.Broker.Inspection.PendingTransactions.ShouldBe(0);
        await PassAsync(cluster, Rounds);
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(0);
        _ledger.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TransactionOutcome.Commit, 1)]
    [InlineData(TransactionOutcome.Rollback, 0)]
    public async Task An_undecided_transaction_is_settled_by_the_checker(TransactionOutcome outcome, int delivered)
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        TransactionResult result = await producer
            .SendAsync(Text("open"), (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
            .Within("the transaction");
        result.IsConfirmed.ShouldBeFalse();
        await SettleAsync(cluster, () => _ledger.Asked.Count >= 2);
        cluster.Broker.Inspection.PendingTransactions.ShouldBe(1);

        _ledger.Write("open", outcome);
        await SettleAsync(cluster);

        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(delivered);
        _ledger.Asked.ShouldAllBe(check => check.TransactionId == result.TransactionId && check.Message.Topic == TestCluster.Topic);
        _ledger.Asked.Select(check => check.Attempt).ShouldBe(Enumerable.Range(1, _ledger.Asked.Count));
    }

    [Fact]
    public async Task What_the_local_transaction_throws_comes_to_the_caller_and_the_checker_decides()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        InvalidOperationException thrown = new("the database hung up after COMMIT");
        // What the caller sees as a failure took effect.
        _ledger.Write("thrown", TransactionOutcome.Commit);
        (
            await Should.ThrowAsync<InvalidOperationException>(() =>
                producer.SendAsync(Text("thrown"), (_, _) => throw thrown, Cancellation).Within("the transaction")
            )
        ).ShouldBeSameAs(thrown);

        await SettleAsync(cluster);
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
    }

    [Fact]
    public async Task An_open_transaction_is_decided_by_its_holder_once()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        await using OpenTransaction kept = await producer.BeginAsync(Text("kept"), Cancellation).Within("a transaction");
        await using OpenTransaction dropped = await producer.BeginAsync(Text("dropped"), Cancellation).Within("a transaction");
        cluster.Broker.Inspection.PendingTransactions.ShouldBe(2);

        (await kept.CommitAsync(Cancellation).Within("the commit")).IsConfirmed.ShouldBeTrue();
        (await dropped.RollbackAsync(Cancellation).Within("the rollback")).IsConfirmed.ShouldBeTrue();

        Should.Throw<InvalidOperationException>(() => kept.CommitAsync(Cancellation).AsTask()).Message.ShouldContain(kept.TransactionId);
        Should.Throw<InvalidOperationException>(() => kept.RollbackAsync(Cancellation).AsTask()).Message.ShouldContain("Commit");
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
        cluster.Broker.Inspection.PendingTransactions.ShouldBe(0);
    }

    [Fact]
    public async Task An_open_transaction_that_is_disposed_undecided_is_left_to_the_checker()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        OpenTransaction transaction = await producer.BeginAsync(Text("left"), Cancellation).Within("a transaction");
        await SettleAsync(cluster, () => cluster.Time.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 0, 1, 5, TimeSpan.Zero));
        _ledger.Asked.ShouldBeEmpty("the checker must not be asked while the transaction is open");

        await transaction.DisposeAsync();
        Should.Throw<InvalidOperationException>(() => transaction.CommitAsync(Cancellation).AsTask()).Message.ShouldContain("disposed");
        _ledger.Write("left", TransactionOutcome.Commit);
        await SettleAsync(cluster);

        _ledger.Asked.ShouldNotBeEmpty();
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
    }

    [Fact]
    public async Task A_local_transaction_that_outlives_several_checks_is_not_judged_by_the_checker()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        // A checker that looks now finds nothing written and would roll back.
        _ledger.Write("slow", TransactionOutcome.Rollback);
        TaskCompletionSource<TransactionOutcome> local = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<TransactionResult> sending = producer.SendAsync(Text("slow"), (_, _) => new(local.Task), Cancellation).AsTask();
        await PassAsync(cluster, TimeSpan.FromSeconds(95));

        local.SetResult(TransactionOutcome.Commit);
        (await sending.Within("the transaction")).IsConfirmed.ShouldBeTrue();
        await PassAsync(cluster, TimeSpan.FromSeconds(95));

        _ledger.Asked.ShouldBeEmpty();
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
    }

    [Fact]
    public async Task A_successor_that_has_sent_nothing_yet_settles_what_its_predecessor_left()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        TransactionProducer predecessor = Create(cluster);
        foreach (string body in new[] { "written", "not written" })
            await predecessor
                .SendAsync(Text(body), (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
                .Within("a transaction");
        await predecessor.DisposeAsync().Within("the predecessor's end");
        _ledger.Write("written", TransactionOutcome.Commit);
        _ledger.Write("not written", TransactionOutcome.Rollback);

        await using TransactionProducer successor = Create(cluster);
        await successor.ListenForChecksAsync(TestCluster.Topic, Cancellation).Within("the brokers to know the successor");
        Handled handled = await ConsumeAsync(cluster);
        await SettleAsync(cluster);

        await TestCluster.WithinAsync(handled.Reaching(1), "the message arrives");
        handled.Bodies.ShouldBe(["written"]);
    }

    [Fact]
    public async Task A_message_goes_to_the_selected_queue_when_it_is_committed()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        MessageQueue queue = new(TestCluster.Topic, "broker-a", 3);
        TransactionResult result = await producer
            .SendAsync(Text("there"), QueueSelection.To(queue), (_, _) => ValueTask.FromResult(TransactionOutcome.Commit), Cancellation)
            .Within("the transaction");
        result.Receipt.Queue.ShouldBe(queue);
        cluster.Broker.Inspection.GetQueues(TestCluster.Topic).Single(bounds => bounds.MaxOffset > 0).QueueId.ShouldBe(3);
    }

    [Fact]
    public async Task A_clients_namespace_surrounds_transactions_and_is_not_seen()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 0);
        await using RocketMqClient client = new(
            new()
            {
                NameServers = [cluster.Broker.NameServerAddress],
                Namespace = "tenant",
                TimeProvider = cluster.Time,
            }
        );
        await using TransactionProducer producer = client.CreateTransactionProducer(new() { Group = "order-ledger" }, _ledger.CheckAsync);
        _ledger.Write("checked", TransactionOutcome.Commit);
        foreach (string body in new[] { "told", "checked" })
        {
            TransactionOutcome outcome = body == "told" ? TransactionOutcome.Commit : TransactionOutcome.Unknown;
            await producer.SendAsync(Text(body), (_, _) => ValueTask.FromResult(outcome), Cancellation).Within("a transaction");
        }
        await SettleAsync(cluster);
        cluster.Broker.Inspection.CountMessages("tenant%orders").ShouldBe(2);
        TransactionCheck check = _ledger.Asked.ShouldHaveSingleItem();
        check.Message.Topic.ShouldBe("orders");
        check.Message.Queue.Topic.ShouldBe("orders");
    }

    [Fact]
    public async Task Many_transactions_at_once_end_each_in_its_own_way()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster);
        Handled handled = await ConsumeAsync(cluster);
        const int Count = 120;
        foreach (int number in Enumerable.Range(0, Count))
            _ledger.Write($"{number}", number % 4 < 2 ? TransactionOutcome.Commit : TransactionOutcome.Rollback);

        // A third of each fate is decided by the checker only.
        await Task.WhenAll(
                Enumerable
                    .Range(0, Count)
                    .Select(number =>
                        producer
                            .SendAsync(
                                Text($"{number}"),
                                (_, _) =>
                                    ValueTask.FromResult(
                                        number % 3 == 0 ? TransactionOutcome.Unknown
                                        : number % 4 < 2 ? TransactionOutcome.Commit
                                        : TransactionOutcome.Rollback
                                    ),
                                Cancellation
                            )
                            .AsTask()
                    )
            )
            .Within("the transactions");
        await SettleAsync(cluster);

        await TestCluster.WithinAsync(handled.Reaching(60), "the committed messages arrive");
        await PassAsync(cluster, TimeSpan.FromSeconds(65));
        handled.Bodies.Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, Count).Where(number => number % 4 < 2));
    }

    internal static Message Text(string body) =>
        new(TestCluster.Topic, Encoding.UTF8.GetBytes(body))
        {
            Tag = "t",
            Keys = ["k1", "k2"],
            Properties = { ["colour"] = "blue" },
        };

    /// <summary>Moves the clock until no half message waits, or until a condition holds.</summary>
    internal static async Task SettleAsync(TestCluster cluster, Func<bool>? condition = null)
    {
        condition ??= () => cluster.Broker.Inspection.PendingTransactions == 0;
        for (TimeSpan passed = TimeSpan.Zero; !condition(); passed += TimeSpan.FromSeconds(1))
        {
            passed.ShouldBeLessThan(TimeSpan.FromMinutes(5), $"nothing settles; log: {cluster.Log}");
            await PassAsync(cluster, TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Lets virtual time pass, with real moments between the steps for what they set in motion.</summary>
    internal static Task PassAsync(TestCluster cluster, TimeSpan duration) => cluster.Time.PassAsync(TimeSpan.FromSeconds(1), duration);

    private TransactionProducer Create(TestCluster cluster) =>
        cluster.CreateClient().CreateTransactionProducer(new() { Group = "order-ledger" }, _ledger.CheckAsync);

    private static async Task<Handled> ConsumeAsync(TestCluster cluster, List<ReceivedMessage>? received = null)
    {
        Handled handled = new();
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, cancellationToken) =>
            {
                received?.Add(message.Detach());
                return handled.HandleAsync(message, cancellationToken);
            }
        );
        return handled;
    }
}
