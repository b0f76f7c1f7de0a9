using RocketMq.Protocol;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Transactions;

/// <summary>What goes over the wire, and how each answer of a scripted broker is taken.</summary>
public sealed class TransactionProtocolTests : IAsyncDisposable
{
    private readonly FakeCluster _cluster = new("broker-a");
    private readonly ManualTimeProvider _time = new();

    private ScriptedBroker Broker => _cluster.Broker("broker-a");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_half_message_is_marked_as_the_java_client_marks_it()
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create(options => options.Transactions.FirstCheckAfter = TimeSpan.FromSeconds(90));
        TransactionResult result = await SendAsync(producer, TransactionOutcome.Commit);

        ScriptedRequest half = Broker.Sends.ShouldHaveSingleItem();
        half.Fields["a"].ShouldBe("order-ledger");
        half.Fields["f"].ShouldBe("4");
        half.Properties["TRAN_MSG"].ShouldBe("true");
        half.Properties["PGROUP"].ShouldBe("order-ledger");
        half.Properties["UNIQ_KEY"].ShouldBe(result.TransactionId);
        half.Properties["CHECK_IMMUNITY_TIME_IN_SECONDS"].ShouldBe("90");
        half.Properties["TAGS"].ShouldBe("t");
        half.Properties["colour"].ShouldBe("blue");
    }

    [Theory]
    [InlineData(TransactionOutcome.Commit, "8")]
    [InlineData(TransactionOutcome.Rollback, "12")]
    public async Task A_decision_names_the_half_message_and_asks_for_an_answer(TransactionOutcome outcome, string code)
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create();
        TransactionResult result = await SendAsync(producer, outcome);

        result.IsConfirmed.ShouldBeTrue();
        ScriptedRequest decision = Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem();
        decision.IsOneWay.ShouldBeFalse();
        decision.Remark.ShouldBeNull();
        decision
            .Fields.Where(field => field.Key != "transactionId")
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["topic"] = "orders",
                    ["producerGroup"] = "order-ledger",
                    ["tranStateTableOffset"] = $"{result.Receipt.QueueOffset}",
                    ["commitLogOffset"] = $"{OffsetMessageId.Parse(result.Receipt.OffsetMessageId).Offset}",
                    ["commitOrRollback"] = code,
                    ["fromTransactionCheck"] = "false",
                    ["msgId"] = result.TransactionId,
                    ["bname"] = "broker-a",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task An_unknown_outcome_is_told_one_way_with_the_reason()
    {
        await using TransactionProducer producer = Create();
        await Should.ThrowAsync<IOException>(() =>
            producer.SendAsync(Text(), (_, _) => throw new IOException("ledger offline"), Cancellation).Within("the failure")
        );
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        ScriptedRequest told = Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem();
        told.IsOneWay.ShouldBeTrue();
        told.Fields["commitOrRollback"].ShouldBe("0");
        told.Remark.ShouldNotBeNull().ShouldContain("IOException: ledger offline");
    }

    [Theory]
    [InlineData(ResponseCode.FlushDiskTimeout, SendStatus.FlushDiskTimeout)]
    [InlineData(ResponseCode.FlushSlaveTimeout, SendStatus.FlushReplicaTimeout)]
    [InlineData(ResponseCode.SlaveNotAvailable, SendStatus.ReplicaNotAvailable)]
    public async Task A_half_message_that_is_not_safe_is_rolled_back_without_the_local_transaction(ResponseCode code, SendStatus status)
    {
        Broker.Always(RequestCode.SendMessageV2, Broker.StoreWith(code));
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create();
        TransactionResult result = await producer
            .SendAsync(Text(), (_, _) => throw new InvalidOperationException("must not run"), Cancellation)
            .Within("the send");
        result.Outcome.ShouldBe(TransactionOutcome.Rollback);
        result.Receipt.Status.ShouldBe(status);

        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.BeginAsync(Text(), Cancellation).Within("the failure")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NotSafelyStored);
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain(status.ToString());
        Broker.Received(RequestCode.EndTransaction).Select(request => request.Fields["commitOrRollback"]).ShouldBe(["12", "12"]);
    }

    [Fact]
    public async Task A_refused_half_message_is_an_error_and_the_local_transaction_does_not_run()
    {
        Broker.Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.MessageIllegal));
        await using TransactionProducer producer = Create();
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(Text(), (_, _) => throw new InvalidOperationException("must not run"), Cancellation).Within("the failure")
        );
        error.Code.ShouldBe(ResponseCode.MessageIllegal);
        Broker.Received(RequestCode.EndTransaction).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TransactionOutcome.Commit)]
    [InlineData(TransactionOutcome.Rollback)]
    public async Task A_decision_that_a_busy_broker_turned_away_is_repeated(TransactionOutcome outcome)
    {
        Broker.Once(RequestCode.EndTransaction, Answers.Refuse(ResponseCode.SystemBusy));
        Broker.Once(RequestCode.EndTransaction, Answers.Refuse(ResponseCode.FlowControl));
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create();
        (await SendAsync(producer, outcome)).IsConfirmed.ShouldBeTrue();
        Broker.Received(RequestCode.EndTransaction).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(TransactionOutcome.Commit, 1)]
    [InlineData(TransactionOutcome.Rollback, 3)]
    public async Task A_decision_without_an_answer_is_repeated_only_if_that_is_harmless(TransactionOutcome outcome, int asked)
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Hang);
        await using TransactionProducer producer = Create();
        TransactionResult result = await SendAsync(producer, outcome);
        result.IsConfirmed.ShouldBeFalse();
        result.Failure.ShouldNotBeNull().Reason.ShouldBe(RocketMqErrorReason.Timeout);
        result.Failure.Message.ShouldContain("asks a producer of the group");
        Broker.Received(RequestCode.EndTransaction).Count.ShouldBe(asked);
    }

    [Fact]
    public async Task A_refused_decision_is_told_in_the_result_and_not_repeated()
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Refuse(ResponseCode.SystemError, "Find prepared transaction message failed"));
        await using TransactionProducer producer = Create();
        TransactionResult result = await SendAsync(producer, TransactionOutcome.Commit);
        result.Outcome.ShouldBe(TransactionOutcome.Commit);
        result.IsConfirmed.ShouldBeFalse();
        result.Failure.ShouldBeOfType<BrokerException>().Remark.ShouldBe("Find prepared transaction message failed");
        Broker.Received(RequestCode.EndTransaction).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_commit_stays_a_commit()
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Hang);
        await using TransactionProducer producer = Create();
        await using OpenTransaction transaction = await producer.BeginAsync(Text(), Cancellation).Within("the transaction");
        using CancellationTokenSource cancelling = new();
        Task commit = transaction.CommitAsync(cancelling.Token).AsTask();
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => commit.Within("the end of the wait"));

        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await Questions.AskAsync(Broker, transaction.TransactionId, queueOffset: 7);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);
        ScriptedRequest answer = Broker.Received(RequestCode.EndTransaction)[1];
        answer.Fields["commitOrRollback"].ShouldBe("8");
        answer.Fields["fromTransactionCheck"].ShouldBe("true");
        answer.Fields["tranStateTableOffset"].ShouldBe("7");
    }

    [Fact]
    public async Task A_decision_after_a_question_answers_the_copy_that_was_asked_about()
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create();
        await using OpenTransaction transaction = await producer.BeginAsync(Text(), Cancellation).Within("the transaction");
        await Questions.AskAsync(Broker, transaction.TransactionId, queueOffset: 70);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        await Questions.AskAsync(Broker, transaction.TransactionId, queueOffset: 71);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);
        Broker
            .Received(RequestCode.EndTransaction)
            .ShouldAllBe(request => request.IsOneWay && request.Fields["commitOrRollback"] == "0" && request.Remark!.Contains("running"));

        (await transaction.CommitAsync(Cancellation).Within("the commit")).IsConfirmed.ShouldBeTrue();

        ScriptedRequest decision = Broker.Received(RequestCode.EndTransaction)[2];
        decision.Fields["tranStateTableOffset"].ShouldBe("71");
        decision.Fields["commitLogOffset"].ShouldBe("7100");
        decision.Fields["fromTransactionCheck"].ShouldBe("true");
    }

    [Theory]
    [InlineData(TransactionOutcome.Commit, "8")]
    [InlineData(TransactionOutcome.Rollback, "12")]
    public async Task A_question_that_meets_the_decision_on_its_way_is_not_answered_with_it(TransactionOutcome outcome, string code)
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Hang);
        await using TransactionProducer producer = Create();
        await using OpenTransaction transaction = await producer.BeginAsync(Text(), Cancellation).Within("the transaction");
        Task<TransactionResult> deciding =
            outcome == TransactionOutcome.Commit
                ? transaction.CommitAsync(Cancellation).AsTask()
                : transaction.RollbackAsync(Cancellation).AsTask();
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        await Questions.AskAsync(Broker, transaction.TransactionId, queueOffset: 70);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);

        IReadOnlyList<ScriptedRequest> told = Broker.Received(RequestCode.EndTransaction);
        told[0].Fields["commitOrRollback"].ShouldBe(code);
        told[1].Fields["commitOrRollback"].ShouldBe("0");
        told[1].Remark.ShouldBe("the decision is on its way");
        deciding.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_copy_asked_about_after_the_commit_was_confirmed_is_discarded_and_not_delivered_again()
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create();
        TransactionResult result = await SendAsync(producer, TransactionOutcome.Commit);
        result.IsConfirmed.ShouldBeTrue();

        await Questions.AskAsync(Broker, result.TransactionId, queueOffset: 70);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);
        ScriptedRequest answer = Broker.Received(RequestCode.EndTransaction)[1];
        answer.Fields["commitOrRollback"].ShouldBe("12");
        answer.Fields["tranStateTableOffset"].ShouldBe("70");
    }

    [Fact]
    public async Task A_question_that_does_not_name_its_broker_is_decided_all_the_same()
    {
        Broker.Always(RequestCode.EndTransaction, Answers.Success);
        await using TransactionProducer producer = Create();
        await using OpenTransaction transaction = await producer.BeginAsync(Text(), Cancellation).Within("the transaction");
        await Questions.AskAsync(Broker, transaction.TransactionId, queueOffset: 70, namesBroker: false);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        await transaction.CommitAsync(Cancellation).Within("the commit");

        ScriptedRequest decision = Broker.Received(RequestCode.EndTransaction)[1];
        decision.Fields["tranStateTableOffset"].ShouldBe("70");
        decision.Fields["bname"].ShouldBe("broker-a");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static Message Text() => new("orders", "paid"u8.ToArray()) { Tag = "t", Properties = { ["colour"] = "blue" } };

    private async Task<TransactionResult> SendAsync(TransactionProducer producer, TransactionOutcome outcome)
    {
        Task<TransactionResult> sending = producer.SendAsync(Text(), (_, _) => ValueTask.FromResult(outcome), Cancellation).AsTask();
        await Task.WhenAny(Broker.WaitForAsync(RequestCode.EndTransaction, 1), sending).Within("a decision");
        await _time.AdvanceUntilAsync(sending, TimeSpan.FromMilliseconds(25), TimeSpan.FromSeconds(30), "the send ends");
        return await sending;
    }

    private TransactionProducer Create(Action<ProducerOptions>? configure = null)
    {
        ProducerOptions options = new() { Group = "order-ledger" };
        configure?.Invoke(options);
        return _cluster
            .CreateClient(_time)
            .CreateTransactionProducer(options, (_, _) => throw new InvalidOperationException("The checker must not be asked."));
    }
}
