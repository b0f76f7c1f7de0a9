using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Scheduling;

public sealed class RecallTests
{
    [Fact]
    public async Task A_recalled_message_never_comes_and_others_do()
    {
        await using var test = await TestBroker.StartAsync();
        await SendAsync(test, "5000", "stays");
        var sent = await SendAsync(test, "5000", "goes");
        await SendAsync(test, "5000", "stays too");
        var recalled = await RecallAsync(test, sent.Fields["recallHandle"]);
        recalled.Code.ShouldBe(ResponseCode.Success, recalled.Remark);
        recalled.Fields["msgId"].ShouldBe(sent.Fields["transactionId"]);

        test.Time.Advance(TimeSpan.FromSeconds(10));
        await test.Client.HeartbeatAsync("readers", "orders");
        (await test.Client.PullAsync("readers", "orders", 0)).Bodies().ShouldBe(["stays", "stays too"]);
    }

    [Fact]
    public async Task The_handle_names_topic_broker_time_and_message()
    {
        await using var test = await TestBroker.StartAsync();
        var sent = await SendAsync(test, "5300", "later");
        var handle = RecallHandle.TryParse(sent.Fields["recallHandle"]).ShouldNotBeNull();
        handle.Topic.ShouldBe("orders");
        handle.BrokerName.ShouldBe("broker-a");
        handle.Time.ShouldBe($"{test.Time.GetUtcNow().ToUnixTimeMilliseconds() + 5001}");
        handle.MessageId.ShouldBe(sent.Fields["transactionId"]);
    }

    [Fact]
    public async Task A_recall_of_the_same_id_under_another_topic_is_accepted_but_removes_nothing()
    {
        await using var test = await TestBroker.StartAsync(options => options.Topics.Add(new TopicDefinition("invoices")));
        var handle = RecallHandle.TryParse((await SendAsync(test, "5000", "stays")).Fields["recallHandle"]).ShouldNotBeNull();
        (await RecallAsync(test, (handle with { Topic = "invoices" }).ToString(), "invoices")).Code.ShouldBe(ResponseCode.Success);
        test.Time.Advance(TimeSpan.FromSeconds(5));
        test.Inspection.CountMessages("orders").ShouldBe(1);
        test.Inspection.CountMessages("invoices").ShouldBe(0);
    }

    [Fact]
    public async Task A_recall_after_the_time_is_refused()
    {
        await using var test = await TestBroker.StartAsync();
        var sent = await SendAsync(test, "2000", "later");
        test.Time.Advance(TimeSpan.FromSeconds(2));
        var refused = await RecallAsync(test, sent.Fields["recallHandle"]);
        refused.Code.ShouldBe(ResponseCode.IllegalOperation);
        refused.Remark.ShouldBe("recall failed, timestamp invalid");
        refused.Fields.Keys.ShouldBe(["MSG_REGION"]);
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Theory]
    [InlineData("garbage!!", "recall handle is invalid")]
    [InlineData("djEgYSBicm9rZXItYSA5OTk5OTk5OTk5OTk5IGlk", "recall failed, topic not match")]
    public async Task A_handle_that_does_not_fit_is_refused_in_the_brokers_words(string handle, string remark)
    {
        await using var test = await TestBroker.StartAsync();
        var refused = await RecallAsync(test, handle);
        refused.Code.ShouldBe(ResponseCode.IllegalOperation);
        refused.Remark.ShouldBe(remark);
    }

    [Fact]
    public async Task A_handle_of_another_broker_and_one_with_a_senseless_time_are_refused()
    {
        await using var test = await TestBroker.StartAsync();
        var handle = RecallHandle.TryParse((await SendAsync(test, "5000", "stays")).Fields["recallHandle"]).ShouldNotBeNull();
        (await RecallAsync(test, (handle with { BrokerName = "broker-z" }).ToString())).Remark.ShouldBe(
            "recall failed, broker service not available"
        );
        foreach (var time in new[] { "x", "-1", "9999999999999" })
            (await RecallAsync(test, (handle with { Time = time }).ToString())).Remark.ShouldBe("recall failed, timestamp invalid");
    }

    [Fact]
    public async Task Recalling_can_be_switched_off_and_needs_a_topic()
    {
        await using var test = await TestBroker.StartAsync(options => options.EnableRecall = false);
        var refused = await RecallAsync(test, "any");
        refused.Code.ShouldBe(ResponseCode.NoPermission);
        refused.Remark.ShouldBe("recall failed, operation is forbidden");

        await using var other = await TestBroker.StartAsync();
        (await RecallAsync(other, "any", "nothing")).Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    private static Task<Answer> RecallAsync(TestBroker test, string handle, string topic = "orders") =>
        test.Client.AskAsync(
            new RecallMessageRequestHeader
            {
                ProducerGroup = "test-producer",
                Topic = topic,
                RecallHandle = handle,
            }
        );

    private static async Task<Answer> SendAsync(TestBroker test, string milliseconds, string body)
    {
        var answer = await test.Client.SendAsync(
            "orders",
            body,
            properties: new Dictionary<string, string> { ["TIMER_DELAY_MS"] = milliseconds }
        );
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }
}
