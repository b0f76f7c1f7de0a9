using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class TransactionCheckTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_question_carries_the_message_as_it_was_meant_and_its_answer_decides()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("readers", "orders");
        var half = await TransactionTests.PrepareAsync(test.Client, "open", queueId: 3);

        test.Time.Advance(Interval);
        var question = await test.Client.NextQuestionAsync();

        question.Fields["topic"].ShouldBe("RMQ_SYS_TRANS_HALF_TOPIC");
        question.Fields["msgId"].ShouldBe(half.Fields["transactionId"]);
        question.Fields["transactionId"].ShouldBe(half.Fields["transactionId"]);
        question.Fields["offsetMsgId"].ShouldBe(half.Fields["msgId"]);
        question.Fields["bname"].ShouldBe("broker-a");
        question.Record.Topic.ToString().ShouldBe("orders");
        question.Record.QueueId.ShouldBe(3);
        Encoding.UTF8.GetString(question.Record.Body.Span).ShouldBe("open");
        question.Properties["TRANSACTION_CHECK_TIMES"].ShouldBe("1");

        (await test.Client.AskAsync(question.Answer(SystemFlags.TransactionCommit))).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages("orders").ShouldBe(1);
        test.Inspection.PendingTransactions.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_younger_than_the_timeout_waits_for_the_next_round()
    {
        await using var test = await TestBroker.StartAsync(options => options.FirstTransactionCheckAfter = TimeSpan.FromSeconds(6));
        await test.Client.HeartbeatAsync("readers", "orders");
        test.Time.Advance(TimeSpan.FromSeconds(25));
        await TransactionTests.PrepareAsync(test.Client, "young");

        test.Time.Advance(TimeSpan.FromSeconds(5));
        await test.Client.HeartbeatAsync("readers", "orders");
        test.Client.PendingQuestions.ShouldBe(0);

        test.Time.Advance(Interval);
        (await test.Client.NextQuestionAsync()).Properties["TRANSACTION_CHECK_TIMES"].ShouldBe("1");
    }

    [Theory]
    [InlineData("45", 2)]
    [InlineData("1", 1)]
    [InlineData("soon", 1)]
    public async Task A_message_may_ask_for_a_later_first_check(string seconds, int round)
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("readers", "orders");
        await TransactionTests.PrepareAsync(test.Client, "protected", ("CHECK_IMMUNITY_TIME_IN_SECONDS", seconds));
        for (var passed = 1; passed < round; passed++)
        {
            test.Time.Advance(Interval);
            await test.Client.HeartbeatAsync("readers", "orders");
            test.Client.PendingQuestions.ShouldBe(0);
        }

        test.Time.Advance(Interval);
        (await test.Client.NextQuestionAsync()).Properties["TRANSACTION_CHECK_TIMES"].ShouldBe("1");
    }

    [Fact]
    public async Task Producers_of_the_group_are_asked_in_turn_and_others_never()
    {
        await using var test = await TestBroker.StartAsync();
        var second = await test.ConnectAsync("127.0.0.1@second");
        var other = await test.ConnectAsync("127.0.0.1@other");
        await test.Client.HeartbeatAsync("readers", "orders");
        await second.HeartbeatAsync("readers", "orders");
        await other.AskAsync(
            default(HeartbeatRequestHeader),
            new HeartbeatData { ClientId = other.ClientId, ProducerDataSet = [new ProducerData { GroupName = "others" }] }.ToUtf8Bytes()
        );
        await TransactionTests.PrepareAsync(test.Client, "1");
        await TransactionTests.PrepareAsync(test.Client, "2");

        test.Time.Advance(Interval);

        var asked = await Task.WhenAll(test.Client.NextQuestionAsync(), second.NextQuestionAsync());
        asked.Select(question => Encoding.UTF8.GetString(question.Record.Body.Span)).ShouldBe(["1", "2"], ignoreOrder: true);
        await other.HeartbeatAsync("readers", "orders");
        other.PendingQuestions.ShouldBe(0);
    }

    [Fact]
    public async Task A_producer_that_does_not_read_gets_one_round_and_keeps_no_other_group_waiting()
    {
        // More than the connection and the system's buffers hold.
        const int Halves = 64;
        await using var test = await TestBroker.StartAsync();
        var slow = await test.ConnectAsync("127.0.0.1@slow");
        await slow.HeartbeatAsync("readers", "orders");
        await test.Client.AskAsync(
            default(HeartbeatRequestHeader),
            new HeartbeatData { ClientId = "127.0.0.1@test", ProducerDataSet = [new ProducerData { GroupName = "others" }] }.ToUtf8Bytes()
        );
        for (var number = 0; number < Halves; number++)
            await TransactionTests.PrepareAsync(test.Client, new string('x', 1024 * 1024));
        await TransactionTests.PrepareAsync(test.Client, "small", ("PGROUP", "others"));
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Reading = reading.Task;

        for (var round = 1; round <= 3; round++)
        {
            test.Time.Advance(Interval);
            (await test.Client.NextQuestionAsync()).Properties["TRANSACTION_CHECK_TIMES"].ShouldBe($"{round}");
        }

        reading.SetResult();
        for (var number = 0; number < Halves; number++)
            (await slow.NextQuestionAsync()).Properties["TRANSACTION_CHECK_TIMES"].ShouldBe("1");
        await slow.HeartbeatAsync("readers", "orders");
        slow.PendingQuestions.ShouldBe(0);
    }

    [Fact]
    public async Task A_producer_that_comes_back_after_its_connection_was_lost_is_asked()
    {
        await using var test = await TestBroker.StartAsync();
        var first = await test.ConnectAsync("127.0.0.1@first");
        await first.HeartbeatAsync("readers", "orders");
        await TransactionTests.PrepareAsync(first, "orphan");
        await first.DisposeAsync();
        test.Time.Advance(Interval);

        var successor = await test.ConnectAsync("127.0.0.1@successor");
        await successor.HeartbeatAsync("readers", "orders");
        test.Time.Advance(Interval);

        var question = await successor.NextQuestionAsync();
        (await successor.AskAsync(question.Answer(SystemFlags.TransactionRollback))).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.PendingTransactions.ShouldBe(0);
        test.Inspection.CountMessages("orders").ShouldBe(0);
    }

    [Fact]
    public async Task A_half_message_outlives_a_killed_broker()
    {
        await using var test = await TestBroker.StartAsync();
        await TransactionTests.PrepareAsync(test.Client, "survivor");
        await test.Broker.KillAsync();
        test.Time.Advance(TimeSpan.FromMinutes(10));
        await test.Broker.RestartAsync();

        var client = await test.ConnectAsync("127.0.0.1@after");
        await client.HeartbeatAsync("readers", "orders");
        test.Time.Advance(Interval);

        var question = await client.NextQuestionAsync();
        question.Properties["TRANSACTION_CHECK_TIMES"].ShouldBe("1");
        (await client.AskAsync(question.Answer(SystemFlags.TransactionCommit))).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task After_the_last_check_the_message_goes_where_an_administrator_finds_it_and_a_late_commit_still_counts()
    {
        await using var test = await TestBroker.StartAsync(options => options.MaxTransactionChecks = 3);
        await test.Client.HeartbeatAsync("readers", "orders");
        var half = await TransactionTests.PrepareAsync(test.Client, "unanswered");
        for (var check = 1; check <= 3; check++)
        {
            test.Time.Advance(Interval);
            (await test.Client.NextQuestionAsync()).Properties["TRANSACTION_CHECK_TIMES"].ShouldBe($"{check}");
        }
        test.Inspection.CountMessages("TRANS_CHECK_MAX_TIME_TOPIC").ShouldBe(0);

        test.Time.Advance(Interval);
        test.Inspection.CountMessages("TRANS_CHECK_MAX_TIME_TOPIC").ShouldBe(1);
        test.Inspection.PendingTransactions.ShouldBe(0);
        test.Inspection.CountMessages("orders").ShouldBe(0);

        (await test.Client.AskAsync(TransactionTests.Decision(half, SystemFlags.TransactionCommit))).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task Every_round_counts_even_if_nobody_could_be_asked()
    {
        await using var test = await TestBroker.StartAsync(options => options.MaxTransactionChecks = 2);
        await TransactionTests.PrepareAsync(test.Client, "alone");
        test.Time.Advance(3 * Interval);
        test.Inspection.CountMessages("TRANS_CHECK_MAX_TIME_TOPIC").ShouldBe(1);
    }
}
