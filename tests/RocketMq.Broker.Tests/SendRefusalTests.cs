using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class SendRefusalTests
{
    [Fact]
    public async Task An_unknown_topic_is_refused_while_automatic_creation_is_off()
    {
        await using var test = await TestBroker.StartAsync(options => options.AutoCreateTopics = false);

        var sent = await test.Client.SendAsync("unknown", "x");

        sent.Code.ShouldBe(ResponseCode.TopicNotExist);
        sent.Remark.ShouldStartWith("topic[unknown] not exist, apply first please!");
        sent.Fields.Keys.ShouldBe(["MSG_REGION", "TRACE_ON"], ignoreOrder: true);
        test.Inspection.Topics.ShouldNotContain("unknown");
    }

    [Theory]
    [InlineData("bad name!", ResponseCode.InvalidParameter)]
    [InlineData("", ResponseCode.InvalidParameter)]
    [InlineData("SCHEDULE_TOPIC_XXXX", ResponseCode.NoPermission)]
    [InlineData("RMQ_SYS_TRANS_HALF_TOPIC", ResponseCode.NoPermission)]
    public async Task A_name_that_cannot_be_or_is_not_for_sending_is_refused(string topic, ResponseCode code)
    {
        await using var test = await TestBroker.StartAsync();

        (await test.Client.SendAsync(topic, "x")).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_topic_name_of_more_than_127_characters_is_refused()
    {
        await using var test = await TestBroker.StartAsync();

        (await test.Client.SendAsync(new string('t', 127), "x")).Code.ShouldBe(ResponseCode.Success);
        (await test.Client.SendAsync(new string('t', 128), "x")).Code.ShouldBe(ResponseCode.InvalidParameter);
    }

    [Fact]
    public async Task A_queue_that_the_topic_does_not_have_is_refused_and_not_wrapped_around()
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.SendAsync("orders", "x", queueId: 4);

        sent.Code.ShouldBe(ResponseCode.InvalidParameter);
        sent.Remark.ShouldStartWith(
            "request queueId[4] is illegal, TopicConfig [topicName=orders, readQueueNums=4, writeQueueNums=4, perm=RW-"
        );
    }

    [Fact]
    public async Task A_body_above_the_limit_or_without_bytes_is_refused()
    {
        await using var test = await TestBroker.StartAsync(options => options.MaxMessageSize = 1000);

        (await test.Client.SendAsync("orders", new string('x', 1000))).Code.ShouldBe(ResponseCode.Success);
        (await test.Client.SendAsync("orders", new string('x', 1001))).Code.ShouldBe(ResponseCode.MessageIllegal);
        (await test.Client.SendAsync("orders", "")).Code.ShouldBe(ResponseCode.MessageIllegal);
    }

    [Fact]
    public async Task The_default_limit_is_4_MiB()
    {
        await using var test = await TestBroker.StartAsync();

        (await test.Client.SendAsync("orders", new string('x', 4 * 1024 * 1024))).Code.ShouldBe(ResponseCode.Success);
        var refused = await test.Client.SendAsync("orders", new string('x', 4 * 1024 * 1024 + 1));
        refused.Code.ShouldBe(ResponseCode.MessageIllegal);
        refused.Remark!.ShouldContain("4194304B");
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task Properties_above_32_KiB_are_refused()
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.SendAsync(
            "orders",
            "x",
            properties: new Dictionary<string, string> { ["big"] = new string('p', 32_700) }
        );

        sent.Code.ShouldBe(ResponseCode.MessageIllegal);
    }

    [Fact]
    public async Task A_transaction_with_a_time_of_its_own_is_refused_and_not_stored_as_something_else()
    {
        await using var test = await TestBroker.StartAsync();

        var properties = new Dictionary<string, string> { ["TRAN_MSG"] = "true", ["TIMER_DELAY_SEC"] = "5" };
        var sent = await test.Client.SendAsync("orders", "x", properties: properties);

        sent.Code.ShouldBe(ResponseCode.MessageIllegal);
        test.Time.Advance(TimeSpan.FromMinutes(1));
        test.Inspection.CountMessages("orders").ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_for_a_group_that_may_not_be_created_is_refused()
    {
        await using var test = await TestBroker.StartAsync(options => options.AutoCreateSubscriptionGroups = false);

        var sent = await test.Client.SendAsync("%RETRY%nobody", "x");

        sent.Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
    }

    [Theory]
    [InlineData("%RETRY%g", null)]
    [InlineData("orders", "DELAY\u00013\u0002")]
    public async Task A_batch_to_a_retry_topic_or_with_a_delay_is_refused(string topic, string? properties)
    {
        await using var test = await TestBroker.StartAsync();
        using var body = new GrowableBuffer();
        BatchEncoder.Write(body, new BatchMember(0, "x"u8.ToArray(), default));

        var sent = await test.Client.AskAsync(
            TestClient.Header(topic, 0, new Dictionary<string, string>()) with
            {
                Batch = true,
                Properties = properties,
            },
            body.WrittenMemory,
            RequestCode.SendBatchMessage
        );

        sent.Code.ShouldBe(ResponseCode.MessageIllegal);
    }

    public static TheoryData<byte[]> TooLong =>
        new(
            Encoding.UTF8.GetBytes($"p\u0001{new string('x', 32_760)}\u0002"),
            // No UTF-8: the broker replaces the cluster, and rewrites the rest with three bytes for each of these.
            [.. "CLUSTER\u0001c\u0002p\u0001"u8, .. Enumerable.Repeat((byte)0xFF, 11_000), 2]
        );

    [Theory]
    [MemberData(nameof(TooLong))]
    public async Task A_batch_with_one_message_of_too_long_properties_is_refused_and_leaves_nothing_behind(byte[] properties)
    {
        await using var test = await TestBroker.StartAsync();
        using var body = new GrowableBuffer();
        BatchEncoder.Write(body, new BatchMember(0, "good"u8.ToArray(), default));
        BatchEncoder.Write(body, new BatchMember(0, "bad"u8.ToArray(), properties));

        var sent = await test.Client.AskAsync(
            TestClient.Header("orders", 0, new Dictionary<string, string>()) with
            {
                Batch = true,
            },
            body.WrittenMemory,
            RequestCode.SendBatchMessage
        );

        sent.Code.ShouldBe(ResponseCode.MessageIllegal);
        test.Inspection.CountMessages("orders").ShouldBe(0);
    }

    [Fact]
    public async Task A_malformed_batch_is_an_error_and_leaves_nothing_behind()
    {
        await using var test = await TestBroker.StartAsync();
        using var body = new GrowableBuffer();
        BatchEncoder.Write(body, new BatchMember(0, "good"u8.ToArray(), default));
        var torn = body.WrittenSpan.ToArray().Concat(new byte[] { 0, 0, 0, 99 }).ToArray();

        var sent = await test.Client.AskAsync(
            TestClient.Header("orders", 0, new Dictionary<string, string>()) with
            {
                Batch = true,
            },
            torn,
            RequestCode.SendBatchMessage
        );

        sent.Code.ShouldBe(ResponseCode.SystemError);
        sent.Remark!.ShouldContain("batch");
        test.Inspection.CountMessages("orders").ShouldBe(0);
        (await test.Client.SendAsync("orders", "next")).Code.ShouldBe(ResponseCode.Success, "the connection goes on");
    }

    [Fact]
    public async Task An_unknown_request_is_answered_as_unsupported_by_both_servers()
    {
        await using var test = await TestBroker.StartAsync();
        var nameServer = await test.ConnectNameServerAsync();

        foreach (var client in new[] { test.Client, nameServer })
        {
            var answer = await client.AskAsync(default(HeartbeatRequestHeader), code: (RequestCode)9999);
            answer.Code.ShouldBe(ResponseCode.RequestCodeNotSupported);
            answer.Remark.ShouldBe(" request type 9999 not supported");
        }
    }
}
