using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Transactions;

/// <summary>How questions of a scripted broker are answered.</summary>
public sealed class CheckBackTests : IAsyncDisposable
{
    private readonly AskingBroker _asking = new();

    private ScriptedBroker Broker => _asking.Broker;

    [Theory]
    [InlineData(TransactionOutcome.Commit, "8", false)]
    [InlineData(TransactionOutcome.Rollback, "12", false)]
    [InlineData(TransactionOutcome.Unknown, "0", true)]
    public async Task The_checkers_outcome_is_told_to_the_broker_that_asked(TransactionOutcome outcome, string code, bool isOneWay)
    {
        TransactionCheck? asked = null;
        await using TransactionProducer producer = await _asking.ConnectAsync(
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
                ["topic"] = "orders",
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
        await using TransactionProducer producer = await _asking.ConnectAsync((_, _) => throw new IOException("ledger offline"));
        await Questions.AskAsync(Broker, "T1");
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        ScriptedRequest answer = Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem();
        answer.Fields["commitOrRollback"].ShouldBe("0");
        answer.Remark.ShouldNotBeNull().ShouldContain("IOException: ledger offline");
        _asking.Log.All.ShouldContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("T1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_copy_asked_about_after_the_checkers_commit_was_confirmed_is_discarded_and_not_delivered_again()
    {
        int calls = 0;
        await using TransactionProducer producer = await _asking.ConnectAsync(
            (_, _) =>
            {
                Interlocked.Increment(ref calls);
                return ValueTask.FromResult(TransactionOutcome.Commit);
            }
        );
        await Questions.AskAsync(Broker, "T1", queueOffset: 3);
        await _asking.Log.WaitForAsync("about transaction T1").Within("the commit to be confirmed");
        await Questions.AskAsync(Broker, "T1", queueOffset: 4);
        await _asking.Log.WaitForAsync("one more copy of transaction T1").Within("the copy to be discarded");

        Broker
            .Received(RequestCode.EndTransaction)
            .Select(answer => (answer.Fields["commitOrRollback"], answer.Fields["tranStateTableOffset"]))
            .ShouldBe([("8", "3"), ("12", "4")]);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_signed_is_logged()
    {
        FailingCredentials credentials = new();
        await using TransactionProducer producer = await _asking.ConnectAsync(
            (_, _) =>
            {
                credentials.Fails = true;
                return ValueTask.FromResult(TransactionOutcome.Commit);
            },
            credentials: credentials
        );
        await Questions.AskAsync(Broker, "T1");
        await _asking.Log.WaitForAsync("about transaction T1 of group order-ledger could not be answered").Within("the warning");
        credentials.Fails = false;
    }

    [Fact]
    public async Task A_question_that_is_asked_again_meanwhile_is_answered_once_with_the_latest_offsets()
    {
        int calls = 0;
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await _asking.ConnectAsync(
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
        await using TransactionProducer producer = await _asking.ConnectAsync((_, _) => ValueTask.FromResult(TransactionOutcome.Rollback));
        await Questions.AskAsync(Broker, "T1", group: "somebody-else");
        await _asking.Log.WaitForAsync("somebody-else").Within("the warning");
        await Questions.AskAsync(Broker, "T2");
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem().Fields["msgId"].ShouldBe("T2");
    }

    [Fact]
    public async Task Disposing_cancels_a_running_checker_and_answers_nothing()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TransactionProducer producer = await _asking.ConnectAsync(
            async (_, cancellationToken) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _asking.Time, cancellationToken);
                return TransactionOutcome.Commit;
            }
        );
        await Questions.AskAsync(Broker, "T1");
        await started.Task.Within("the checker to start");
        await producer.DisposeAsync().Within("the end of the producer");
        Broker.Received(RequestCode.EndTransaction).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _asking.DisposeAsync();

    private sealed class FailingCredentials : ICredentialsProvider
    {
        private readonly AclCredentials _credentials = new("someone", "secret");

        public bool Fails { get; set; }

        public AclCredentials? Current => Fails ? throw new TimeoutException("the vault is away") : _credentials;
    }
}
