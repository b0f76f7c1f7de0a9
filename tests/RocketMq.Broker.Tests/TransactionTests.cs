using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class TransactionTests
{
    private const SystemFlags Commit = SystemFlags.TransactionCommit;
    private const SystemFlags Rollback = SystemFlags.TransactionRollback;
    private const string HalfTopic = "RMQ_SYS_TRANS_HALF_TOPIC";

    [Fact]
    public async Task A_half_message_is_seen_by_nobody_until_it_is_committed()
    {
        await using var test = await TestBroker.StartAsync();
        var half = await PrepareAsync(test.Client, "paid", queueId: 2);
        half.Fields["transactionId"].ShouldNotBeEmpty();
        half.Number("queueOffset").ShouldBe(0);
        test.Inspection.CountMessages("orders").ShouldBe(0);
        test.Inspection.CountMessages(HalfTopic).ShouldBe(1);
        test.Inspection.PendingTransactions.ShouldBe(1);

        (await test.Client.AskAsync(Decision(half, Commit))).Code.ShouldBe(ResponseCode.Success);

        var record = await OnlyRecordAsync(test, queueId: 2);
        Encoding.UTF8.GetString(record.Body.Span).ShouldBe("paid");
        record.SystemFlags.ShouldBe(SystemFlags.TransactionCommit);
        record.PreparedTransactionOffset.ShouldBe(OffsetMessageId.Parse(half.Fields["msgId"]).Offset);
        record.QueueOffset.ShouldBe(0);
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["UNIQ_KEY"].ShouldBe(half.Fields["transactionId"]);
        properties["__transactionId__"].ShouldBe(half.Fields["transactionId"]);
        properties["REAL_TOPIC"].ShouldBe("orders");
        properties["REAL_QID"].ShouldBe("2");
        test.Inspection.PendingTransactions.ShouldBe(0);
        test.Inspection.CountMessages("RMQ_SYS_TRANS_OP_HALF_TOPIC").ShouldBe(1);
    }

    [Fact]
    public async Task A_rolled_back_message_is_never_delivered_nor_asked_about()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("readers", "orders");
        var half = await PrepareAsync(test.Client, "gone");

        (await test.Client.AskAsync(Decision(half, Rollback))).Code.ShouldBe(ResponseCode.Success);
        test.Time.Advance(TimeSpan.FromSeconds(65));

        test.Inspection.CountMessages("orders").ShouldBe(0);
        test.Inspection.PendingTransactions.ShouldBe(0);
        await test.Client.HeartbeatAsync("readers", "orders");
        test.Client.PendingQuestions.ShouldBe(0);
    }

    [Theory]
    [InlineData(Commit, 1)]
    [InlineData(Rollback, 0)]
    public async Task A_repeated_decision_is_confirmed_again_and_carried_out_once(SystemFlags decision, int delivered)
    {
        await using var test = await TestBroker.StartAsync();
        var half = await PrepareAsync(test.Client, "once");

        for (var time = 0; time < 3; time++)
            (await test.Client.AskAsync(Decision(half, decision))).Code.ShouldBe(ResponseCode.Success);
        var opposite = await test.Client.AskAsync(Decision(half, decision == Commit ? Rollback : Commit));

        test.Inspection.CountMessages("orders").ShouldBe(delivered);
        opposite.Code.ShouldBe(ResponseCode.SystemError);
        opposite.Remark.ShouldNotBeNull().ShouldContain("before");
    }

    [Fact]
    public async Task Decisions_that_do_not_fit_their_half_message_are_refused_with_the_reason()
    {
        await using var test = await TestBroker.StartAsync();
        var half = await PrepareAsync(test.Client, "kept");
        await test.Client.SendAsync("orders", "no half message");
        var right = Decision(half, Commit);

        var answers = new[]
        {
            await test.Client.AskAsync(right with { CommitLogOffset = 999_999_999 }),
            await test.Client.AskAsync(right with { CommitLogOffset = right.CommitLogOffset + 1 }),
            await test.Client.AskAsync(right with { ProducerGroup = "others" }),
            await test.Client.AskAsync(right with { TransactionStateTableOffset = 7 }),
            await test.Client.AskAsync(right with { CommitOrRollback = 4 }),
        };

        answers.ShouldAllBe(answer => answer.Code == ResponseCode.SystemError);
        answers
            .Select(answer => answer.Remark)
            .ShouldBe([
                "Find prepared transaction message failed",
                "Find prepared transaction message failed",
                "The producer group wrong",
                "The transaction state table offset wrong",
                "commitOrRollback field wrong",
            ]);
        test.Inspection.CountMessages("orders").ShouldBe(1);
        test.Inspection.PendingTransactions.ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_behind_the_protection_of_its_message_is_left_to_the_check()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("readers", "orders");
        var half = await PrepareAsync(test.Client, "slow", ("CHECK_IMMUNITY_TIME_IN_SECONDS", "10"));

        test.Time.Advance(TimeSpan.FromMilliseconds(10_001));
        (await test.Client.AskAsync(Decision(half, Commit))).Code.ShouldBe(ResponseCode.IllegalOperation);
        test.Inspection.CountMessages("orders").ShouldBe(0);

        test.Time.Advance(TimeSpan.FromSeconds(30));
        var question = await test.Client.NextQuestionAsync();
        (await test.Client.AskAsync(question.Answer(Commit))).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_delay_begins_with_the_commit()
    {
        await using var test = await TestBroker.StartAsync();
        var half = await PrepareAsync(test.Client, "later", ("DELAY", "2"));
        test.Time.Advance(TimeSpan.FromSeconds(5.5));
        await test.Client.AskAsync(Decision(half, Commit));
        test.Time.Advance(TimeSpan.FromSeconds(4.9));
        test.Inspection.CountMessages("orders").ShouldBe(0);

        test.Time.Advance(TimeSpan.FromSeconds(0.1));

        Encoding.UTF8.GetString((await OnlyRecordAsync(test)).Body.Span).ShouldBe("later");
    }

    [Fact]
    public async Task A_commit_whose_topic_is_gone_says_so_and_can_be_repeated()
    {
        await using var test = await TestBroker.StartAsync();
        var half = await PrepareAsync(test.Client, "waiting");
        await test.Client.AskAsync(new DeleteTopicRequestHeader { Topic = "orders" });

        (await test.Client.AskAsync(Decision(half, Commit))).Code.ShouldBe(ResponseCode.TopicNotExist);
        test.Inspection.PendingTransactions.ShouldBe(1);

        await test.Client.SendAsync("orders", "creates the topic again");
        (await test.Client.AskAsync(Decision(half, Commit))).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages("orders").ShouldBe(2);
    }

    [Fact]
    public async Task A_one_way_decision_counts_without_an_answer()
    {
        await using var test = await TestBroker.StartAsync();
        var half = await PrepareAsync(test.Client, "quiet");
        await test.Client.Connection.SendOneWayAsync(Decision(half, Commit), default, TestContext.Current.CancellationToken);
        // Answered behind the decision, since one connection's requests are handled in turn.
        await test.Client.HeartbeatAsync("readers", "orders");
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    internal static async Task<Answer> PrepareAsync(TestClient client, string body, params (string Name, string Value)[] properties) =>
        await PrepareAsync(client, body, 0, properties);

    internal static async Task<Answer> PrepareAsync(
        TestClient client,
        string body,
        int queueId,
        params (string Name, string Value)[] properties
    )
    {
        var all = new Dictionary<string, string> { ["TRAN_MSG"] = "true", ["PGROUP"] = "test-producer" };
        foreach (var (name, value) in properties)
            all[name] = value;
        var answer = await client.SendAsync("orders", body, queueId, properties: all);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }

    internal static EndTransactionRequestHeader Decision(Answer half, SystemFlags decision) =>
        new()
        {
            Topic = "orders",
            ProducerGroup = "test-producer",
            TransactionStateTableOffset = half.Number("queueOffset"),
            CommitLogOffset = OffsetMessageId.Parse(half.Fields["msgId"]).Offset,
            CommitOrRollback = (int)decision,
            MessageId = half.Fields["transactionId"],
            TransactionId = half.Fields["transactionId"],
        };

    private static async Task<MessageRecord> OnlyRecordAsync(TestBroker test, int queueId = 0)
    {
        var reader = await test.ConnectAsync("127.0.0.1@reader");
        await reader.HeartbeatAsync("readers", "orders");
        return (await reader.PullAsync("readers", "orders", 0, queueId)).Records().ShouldHaveSingleItem();
    }
}
