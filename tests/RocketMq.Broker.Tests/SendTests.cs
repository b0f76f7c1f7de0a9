using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class SendTests
{
    [Fact]
    public async Task A_message_is_stored_and_pulled_back_with_what_the_broker_adds()
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.SendAsync("orders", "hello", queueId: 2, tag: "created");
        var pulled = await test.Client.PullAsync("readers", "orders", 0, queueId: 2);

        sent.Code.ShouldBe(ResponseCode.Success);
        sent.Number("queueId").ShouldBe(2);
        sent.Number("queueOffset").ShouldBe(0);
        sent.Fields["MSG_REGION"].ShouldBe("DefaultRegion");
        sent.Fields["TRACE_ON"].ShouldBe("true");
        pulled.Code.ShouldBe(ResponseCode.Success);
        pulled.Remark.ShouldBe("FOUND");
        var record = pulled.Records().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(record.Body.Span).ShouldBe("hello");
        record.OffsetMessageId.ShouldBe(sent.Fields["msgId"]);
        record.BodyCrc.ShouldBe(Crc32.Compute("hello"u8));
        record.StoreHost.ToString().ShouldBe(test.Broker.BrokerAddress);
        record.BornHost.ToString().ShouldBe(test.Client.Address);
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["TAGS"].ShouldBe("created");
        properties["UNIQ_KEY"].ShouldBe(sent.Fields["transactionId"]);
        properties["MSG_REGION"].ShouldBe("DefaultRegion");
        properties["TRACE_ON"].ShouldBe("true");
        properties["CLUSTER"].ShouldBe("DefaultCluster");
    }

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public async Task Both_headers_of_a_send_and_both_formats_store_the_same_message(HeaderFormat format)
    {
        await using var test = await TestBroker.StartAsync();
        await using var client = await TestClient.ConnectAsync(
            test.Broker.BrokerAddress,
            options: new RemotingConnectionOptions { HeaderFormat = format }
        );
        var letters = TestClient.Header("orders", 1, new Dictionary<string, string> { ["UNIQ_KEY"] = "K1", ["TAGS"] = "grün" });
        var words = new SendMessageRequestHeader
        {
            ProducerGroup = "p",
            Topic = "orders",
            DefaultTopic = "TBW102",
            DefaultTopicQueueNums = 4,
            QueueId = 1,
            BornTimestamp = letters.BornTimestamp,
            Properties = letters.Properties,
        };

        var first = await client.AskAsync(letters, "a"u8.ToArray());
        var second = await client.AskAsync(words, "a"u8.ToArray());

        first.Format.ShouldBe(format, "an answer has the format of its request");
        second.Number("queueOffset").ShouldBe(1);
        var records = (await client.PullAsync("readers", "orders", 0, queueId: 1, expression: "grün")).Records();
        records.Count.ShouldBe(2);
        records[0].Properties.ToArray().ShouldBe(records[1].Properties.ToArray());
    }

    [Fact]
    public async Task A_message_without_a_unique_key_gets_one()
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.AskAsync(
            TestClient.Header("orders", 0, new Dictionary<string, string>()) with
            {
                Properties = "a\u0001b",
            },
            "x"u8.ToArray()
        );

        var record = (await test.Client.PullAsync("readers", "orders", 0)).Records().ShouldHaveSingleItem();
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["a"].ShouldBe("b");
        properties["UNIQ_KEY"].Length.ShouldBe(32);
        properties["UNIQ_KEY"].ShouldBe(sent.Fields["transactionId"]);
    }

    [Fact]
    public async Task Properties_that_only_the_broker_sets_are_not_taken_over_from_a_copied_message()
    {
        await using var test = await TestBroker.StartAsync();

        await test.Client.SendAsync(
            "orders",
            "copy",
            properties: new Dictionary<string, string>
            {
                ["CLUSTER"] = "elsewhere",
                ["POP_CK"] = "1",
                ["user"] = "kept",
            }
        );

        var record = (await test.Client.PullAsync("readers", "orders", 0)).Records().ShouldHaveSingleItem();
        var text = Encoding.UTF8.GetString(record.Properties.Span);
        text.ShouldContain("CLUSTER\u0001DefaultCluster");
        text.ShouldContain("user\u0001kept");
        text.ShouldNotContain("elsewhere");
        text.ShouldNotContain("POP_CK");
    }

    [Fact]
    public async Task A_negative_queue_id_means_any_queue()
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.SendAsync("orders", "x", queueId: -1);

        sent.Code.ShouldBe(ResponseCode.Success);
        sent.Number("queueId").ShouldBeInRange(0, 3);
    }

    [Fact]
    public async Task Queue_offsets_have_no_gaps_when_many_connections_send_at_once()
    {
        await using var test = await TestBroker.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => test.ConnectAsync($"127.0.0.1@{number}")));

        await Task.WhenAll(
                clients.Select(async client =>
                {
                    for (var number = 0; number < 200; number++)
                        (await client.SendAsync("orders", "x")).Code.ShouldBe(ResponseCode.Success);
                })
            )
            .Within("800 sends");

        var offsets = new List<long>();
        while (offsets.Count < 800)
            offsets.AddRange(
                (await test.Client.PullAsync("readers", "orders", offsets.Count)).Records().Select(record => record.QueueOffset)
            );
        offsets.ShouldBe(Enumerable.Range(0, 800).Select(number => (long)number));
    }

    [Fact]
    public async Task A_batch_becomes_single_records_with_consecutive_offsets_and_one_id_each()
    {
        await using var test = await TestBroker.StartAsync();
        using var body = new GrowableBuffer();
        foreach (var text in new[] { "one", "two", "three" })
            BatchEncoder.Write(
                body,
                new BatchMember(7, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes($"UNIQ_KEY\u0001{text}\u0002TAGS\u0001t\u0002"))
            );

        var sent = await test.Client.AskAsync(
            TestClient.Header("orders", 3, new Dictionary<string, string>()) with
            {
                Batch = true,
            },
            body.WrittenMemory,
            RequestCode.SendBatchMessage
        );

        sent.Code.ShouldBe(ResponseCode.Success, sent.Remark);
        sent.Number("queueOffset").ShouldBe(0);
        var records = (await test.Client.PullAsync("readers", "orders", 0, queueId: 3)).Records();
        records.Select(record => record.OffsetMessageId).ShouldBe(sent.Fields["msgId"].Split(','));
        records.Select(record => record.Flag).ShouldAllBe(flag => flag == 7);
        records.Select(record => PropertiesText.Parse(record.Properties.Span)["UNIQ_KEY"]).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task What_the_header_says_of_a_batch_is_added_to_every_message_but_for_its_id()
    {
        await using var test = await TestBroker.StartAsync();
        using var body = new GrowableBuffer();
        BatchEncoder.Write(body, new BatchMember(0, "one"u8.ToArray(), "UNIQ_KEY\u0001one\u0002"u8.ToArray()));
        BatchEncoder.Write(body, new BatchMember(0, "two"u8.ToArray(), "UNIQ_KEY\u0001two"u8.ToArray()));

        var sent = await test.Client.AskAsync(
            TestClient.Header("orders", 0, new Dictionary<string, string>()) with
            {
                Batch = true,
                Properties = "UNIQ_KEY\u0001batch\u0002TRACE_CONTEXT\u0001t\u0002",
            },
            body.WrittenMemory,
            RequestCode.SendBatchMessage
        );

        sent.Code.ShouldBe(ResponseCode.Success, sent.Remark);
        sent.Fields["transactionId"].ShouldBe("batch");
        var stored = (await test.Client.PullAsync("readers", "orders", 0, queueId: 0))
            .Records()
            .Select(record => PropertiesText.Parse(record.Properties.Span))
            .ToArray();
        stored.Select(properties => properties["UNIQ_KEY"]).ShouldBe(["one", "two"]);
        stored.ShouldAllBe(properties => properties["TRACE_CONTEXT"] == "t" && properties["MSG_REGION"] == "DefaultRegion");
    }
}
