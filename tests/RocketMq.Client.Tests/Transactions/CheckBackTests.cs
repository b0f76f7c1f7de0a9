using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Transactions;

/// <summary>How questions of a scripted broker are answered.</summary>
public sealed class CheckBackTests : IAsyncDisposable
{
    private readonly FakeCluster _cluster = new("broker-a");
    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _log = new();

    private ScriptedBroker Broker => _cluster.Broker("broker-a");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TransactionOutcome.Commit, "8", false)]
    [InlineData(TransactionOutcome.Rollback, "12", false)]
    [InlineData(TransactionOutcome.Unknown, "0", true)]
    public async Task The_checkers_outcome_is_told_to_the_broker_that_asked(TransactionOutcome outcome, string code, bool isOneWay)
    {
        TransactionCheck? asked = null;
        await using TransactionProducer producer = await ConnectAsync(
            (check, _) =>
            {
                asked = check;
                return ValueTask.FromResult(outcome);
            }
        );
        await Questions.AskAsync(Broker, "T1", queueOffset: 5, attempt: 3);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);

        ScriptedRequest answer = Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem();
        answer.IsOneWay.ShouldBe(isOneWay);
        answer.Fields.ShouldBe(
            new Dictionary<string, string>
            {
                ["topic"] = "RMQ_SYS_TRANS_HALF_TOPIC",
                ["producerGroup"] = "order-ledger",
                ["tranStateTableOffset"] = "5",
                ["commitLogOffset"] = "500",
                ["commitOrRollback"] = code,
                ["fromTransactionCheck"] = "true",
                ["msgId"] = "T1",
                ["transactionId"] = "T1",
                ["bname"] = "broker-a",
            },
            ignoreOrder: true
        );
        TransactionCheck check = asked.ShouldNotBeNull();
        check.TransactionId.ShouldBe("T1");
        check.Attempt.ShouldBe(3);
        check.Message.Topic.ShouldBe("orders");
        check.Message.Queue.ShouldBe(new MessageQueue("orders", "broker-a", 2));
        Encoding.UTF8.GetString(check.Message.Body.Span).ShouldBe("paid");
    }

    [Fact]
    public async Task A_checker_that_throws_does_not_know_and_says_why()
    {
        await using TransactionProducer producer = await ConnectAsync((_, _) => throw new IOException("ledger offline"));
        await Questions.AskAsync(Broker, "T1");
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        ScriptedRequest answer = Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem();
        answer.Fields["commitOrRollback"].ShouldBe("0");
        answer.Remark.ShouldNotBeNull().ShouldContain("IOException: ledger offline");
        _log.All.ShouldContain(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("T1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_checker_that_takes_too_long_does_not_know_whether_it_heeds_its_token_or_not(bool heeds)
    {
        TaskCompletionSource<TransactionOutcome> late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TransactionProducer producer = await ConnectAsync(
            async (_, cancellationToken) =>
            {
                started.SetResult();
                return await (heeds ? late.Task.WaitAsync(cancellationToken) : late.Task);
            }
        );
        await Questions.AskAsync(Broker, "T1");
        await started.Task.Within("the checker to start");
        await _time.AdvanceUntilAsync(
            Broker.WaitForAsync(RequestCode.EndTransaction, 1),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(1),
            "the broker is told"
        );
        Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem().Fields["commitOrRollback"].ShouldBe("0");
        late.TrySetResult(TransactionOutcome.Commit);
    }

    [Fact]
    public async Task No_more_checkers_run_at_once_than_agreed_and_all_questions_are_answered()
    {
        int running = 0;
        int most = 0;
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await ConnectAsync(
            async (_, cancellationToken) =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await go.WaitAsync(cancellationToken);
                Interlocked.Decrement(ref running);
                return TransactionOutcome.Commit;
            },
            options => options.MaxConcurrentChecks = 3
        );
        for (int number = 0; number < 20; number++)
            await Questions.AskAsync(Broker, $"T{number}", number);
        go.Release(20);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 20);
        most.ShouldBeLessThanOrEqualTo(3);
        Broker.Received(RequestCode.EndTransaction).Select(answer => answer.Fields["msgId"]).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Questions_beyond_the_limit_are_dropped_and_can_be_asked_again()
    {
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await ConnectAsync(
            async (_, cancellationToken) =>
            {
                await go.WaitAsync(cancellationToken);
                return TransactionOutcome.Commit;
            },
            options => options.MaxPendingChecks = 2
        );
        for (int number = 0; number < 3; number++)
            await Questions.AskAsync(Broker, $"T{number}", number);
        await _log.WaitForAsync("was dropped").Within("the warning");
        go.Release(10);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);

        await Questions.AskAsync(Broker, "T2", 9);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 3);
        Broker.Received(RequestCode.EndTransaction)[2].Fields["tranStateTableOffset"].ShouldBe("9");
    }

    [Fact]
    public async Task A_question_that_is_asked_again_meanwhile_is_answered_once_with_the_latest_offsets()
    {
        int calls = 0;
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await ConnectAsync(
            async (check, cancellationToken) =>
            {
                if (check.TransactionId == "other")
                    return TransactionOutcome.Rollback;
                Interlocked.Increment(ref calls);
                started.TrySetResult();
                await go.WaitAsync(cancellationToken);
                return TransactionOutcome.Commit;
            }
        );
        await Questions.AskAsync(Broker, "T1", queueOffset: 3);
        await started.Task.Within("the checker to start");
        await Questions.AskAsync(Broker, "T1", queueOffset: 4);
        // Questions are taken in turn, so with the answer to this one the one before has been taken.
        await Questions.AskAsync(Broker, "other", queueOffset: 5);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        go.Release(2);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);

        calls.ShouldBe(1);
        ScriptedRequest answer = Broker.Received(RequestCode.EndTransaction)[1];
        answer.Fields["tranStateTableOffset"].ShouldBe("4");
        answer.Fields["commitLogOffset"].ShouldBe("400");
    }

    [Fact]
    public async Task A_question_for_a_group_without_transaction_producer_is_logged_and_answered_with_nothing()
    {
        await using TransactionProducer producer = await ConnectAsync((_, _) => ValueTask.FromResult(TransactionOutcome.Rollback));
        await Questions.AskAsync(Broker, "T1", group: "somebody-else");
        await _log.WaitForAsync("somebody-else").Within("the warning");
        await Questions.AskAsync(Broker, "T2");
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem().Fields["msgId"].ShouldBe("T2");
    }

    [Fact]
    public async Task Disposing_cancels_a_running_checker_and_answers_nothing()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TransactionProducer producer = await ConnectAsync(
            async (_, cancellationToken) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
                return TransactionOutcome.Commit;
            }
        );
        await Questions.AskAsync(Broker, "T1");
        await started.Task.Within("the checker to start");
        await producer.DisposeAsync().Within("the end of the producer");
        Broker.Received(RequestCode.EndTransaction).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _log.Dispose();
    }

    /// <summary>A producer that the broker knows.</summary>
    private async Task<TransactionProducer> ConnectAsync(TransactionChecker checker, Action<TransactionOptions>? configure = null)
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        ProducerOptions options = new() { Group = "order-ledger" };
        configure?.Invoke(options.Transactions);
        TransactionProducer producer = _cluster
            .CreateClient(_time, client => client.LoggerFactory = _log)
            .CreateTransactionProducer(options, checker);
        await producer.ListenForChecksAsync("orders", Cancellation).Within("the broker to know the producer");
        await Broker.WaitForAsync(RequestCode.Heartbeat, 1);
        Broker.Received(RequestCode.Heartbeat)[^1].BodyText.ShouldContain("\"groupName\":\"order-ledger\"");
        return producer;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
