using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Transactions;

/// <summary>The connection is cut at the moment of the decision: what was decided holds, once.</summary>
public sealed class LostCommitTests
{
    private readonly Ledger _ledger = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CutMoment.BeforeRequestArrives, TransactionOutcome.Commit)]
    [InlineData(CutMoment.BeforeAnswerArrives, TransactionOutcome.Commit)]
    [InlineData(CutMoment.BeforeRequestArrives, TransactionOutcome.Rollback)]
    [InlineData(CutMoment.BeforeAnswerArrives, TransactionOutcome.Rollback)]
    public async Task A_decision_whose_connection_is_cut_holds_and_is_carried_out_once(CutMoment moment, TransactionOutcome outcome)
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        CuttingConnections connections = new();
        await using TransactionProducer producer = Create(cluster, connections);
        // The checker would say the opposite: what this process has decided needs no checker.
        _ledger.Write("cut", outcome == TransactionOutcome.Commit ? TransactionOutcome.Rollback : TransactionOutcome.Commit);
        connections.Arm(RequestCode.EndTransaction, moment);

        Task<TransactionResult> sending = producer
            .SendAsync(TransactionTests.Text("cut"), (_, _) => ValueTask.FromResult(outcome), Cancellation)
            .AsTask();
        await connections.Cut.Within("the cut");
        await SlowlyUntilAsync(cluster, sending);
        TransactionResult result = await sending;
        result.Outcome.ShouldBe(outcome);
        if (outcome == TransactionOutcome.Commit)
        {
            // Not repeated: a real broker that has carried it out would deliver the message again.
            result.IsConfirmed.ShouldBeFalse();
            result.Failure.ShouldNotBeNull().IsTransient.ShouldBeTrue();
            result.Failure.Message.ShouldContain(result.TransactionId);
            cluster.Broker.Inspection.PendingTransactions.ShouldBe(moment == CutMoment.BeforeRequestArrives ? 1 : 0);
        }
        else
            result.IsConfirmed.ShouldBeTrue("a rollback may be repeated");

        await TransactionTests.SettleAsync(cluster);
        await TransactionTests.PassAsync(cluster, TimeSpan.FromSeconds(95));
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(outcome == TransactionOutcome.Commit ? 1 : 0);
        _ledger.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_commit_of_a_process_that_died_is_repaired_by_the_checker_of_another()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        CuttingConnections connections = new();
        TransactionProducer dying = Create(cluster, connections);
        connections.Arm(RequestCode.EndTransaction, CutMoment.BeforeRequestArrives);
        Task<TransactionResult> sending = dying
            .SendAsync(TransactionTests.Text("paid"), _ledger.Writing("paid", TransactionOutcome.Commit), Cancellation)
            .AsTask();
        await connections.Cut.Within("the cut");
        await SlowlyUntilAsync(cluster, sending);
        (await sending).IsConfirmed.ShouldBeFalse();
        await cluster.AdvanceUntilAsync(dying.DisposeAsync().AsTask(), TimeSpan.FromMinutes(1), "it is gone");

        await using TransactionProducer other = Create(cluster, null);
        await other.ListenForChecksAsync(TestCluster.Topic, Cancellation).Within("the broker to know the other");
        Handled handled = new();
        await cluster.StartConsumerAsync(TestCluster.Options(), handled.HandleAsync);
        await TransactionTests.SettleAsync(cluster);

        await TestCluster.WithinAsync(handled.Reaching(1), "the message arrives");
        _ledger.Asked.ShouldHaveSingleItem();
        await TransactionTests.PassAsync(cluster, TimeSpan.FromSeconds(95));
        handled.Bodies.ShouldBe(["paid"]);
    }

    [Fact]
    public async Task A_half_message_whose_answer_was_lost_for_good_is_rolled_back_without_the_checker()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        CuttingConnections connections = new();
        await using TransactionProducer producer = Create(cluster, connections, retries: 0);
        _ledger.Write("half", TransactionOutcome.Commit);
        await producer.ListenForChecksAsync(TestCluster.Topic, Cancellation).Within("the route");
        connections.Arm(RequestCode.SendMessageV2, CutMoment.BeforeAnswerArrives);

        bool ran = false;
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer
                .SendAsync(
                    TransactionTests.Text("half"),
                    (_, _) =>
                    {
                        ran = true;
                        return ValueTask.FromResult(TransactionOutcome.Commit);
                    },
                    Cancellation
                )
                .Within("the failure")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.ConnectionLost);
        ran.ShouldBeFalse();
        cluster.Broker.Inspection.PendingTransactions.ShouldBe(1);

        await TransactionTests.SettleAsync(cluster);
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(0);
        _ledger.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_survives_a_broker_that_is_killed_before_it_is_told()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await using TransactionProducer producer = Create(cluster, null);
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<TransactionResult> sending = producer
            .SendAsync(
                TransactionTests.Text("survivor"),
                async (_, _) =>
                {
                    await cluster.Broker.KillAsync();
                    killed.SetResult();
                    return TransactionOutcome.Commit;
                },
                Cancellation
            )
            .AsTask();
        await killed.Task.Within("the kill");
        await SlowlyUntilAsync(cluster, sending);
        TransactionResult result = await sending;
        result.IsConfirmed.ShouldBeFalse();

        await cluster.Broker.RestartAsync();
        await TransactionTests.SettleAsync(cluster);
        await TransactionTests.PassAsync(cluster, TimeSpan.FromSeconds(95));
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
    }

    private TransactionProducer Create(TestCluster cluster, CuttingConnections? connections, int retries = 2) =>
        cluster
            .CreateClient(connections)
            .CreateTransactionProducer(
                new()
                {
                    Group = "order-ledger",
                    Retries = retries,
                    SendTimeout = TimeSpan.FromSeconds(20),
                },
                _ledger.CheckAsync
            );

    /// <summary>Moves the clock in steps so small that real work keeps up with the time limits of requests.</summary>
    private static Task SlowlyUntilAsync(TestCluster cluster, Task task) =>
        cluster.Time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "the send ends");
}
