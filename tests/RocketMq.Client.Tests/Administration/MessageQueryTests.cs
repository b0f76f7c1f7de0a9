using System.Text;
using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Administrating;

public sealed class MessageQueryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_broker_of_the_topic_is_asked_and_the_newest_are_returned_in_the_order_of_their_store_times()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.QueryMessage, Found(Record("orders", "k", 1), Record("orders", "k", 4)));
        cluster.Broker("broker-b").Always(RequestCode.QueryMessage, Found(Record("orders", "k", 2), Record("orders", "k", 3)));
        Administration administration = cluster.CreateClient().Administration;

        IReadOnlyList<ReceivedMessage> found = await administration
            .QueryMessagesAsync("orders", "k", max: 3, begin: Time(1), end: Time(9), Cancellation)
            .Within("the query");

        found.Select(message => message.StoreTime).ShouldBe([Time(2), Time(3), Time(4)]);
        found.Select(message => message.Queue.BrokerName).ShouldBe(["broker-b", "broker-b", "broker-a"]);
        foreach (ScriptedBroker broker in cluster.Brokers)
        {
            Dictionary<string, string> asked = broker.Received(RequestCode.QueryMessage).ShouldHaveSingleItem().Fields;
            asked["topic"].ShouldBe("orders");
            asked["key"].ShouldBe("k");
            asked["maxNum"].ShouldBe("3");
            asked["beginTimestamp"].ShouldBe("1000");
            asked["endTimestamp"].ShouldBe("9000");
        }
    }

    [Fact]
    public async Task What_a_broker_found_for_the_hash_alone_is_dropped()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster
            .Broker("broker-a")
            .Always(RequestCode.QueryMessage, Found(Record("orders", "BB", 1), Record("other", "Aa", 2), Record("orders", "x Aa", 3)));

        IReadOnlyList<ReceivedMessage> found = await cluster
            .CreateClient()
            .Administration.QueryMessagesAsync("orders", "Aa", cancellationToken: Cancellation)
            .Within("the query");

        found.ShouldHaveSingleItem().Keys.ShouldBe(["x", "Aa"]);
    }

    [Fact]
    public async Task A_broker_that_refuses_fails_the_query_instead_of_leaving_its_messages_out()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.QueryMessage, Found(Record("orders", "k", 1)));
        cluster.Broker("broker-b").Always(RequestCode.QueryMessage, Answers.Refuse(ResponseCode.SystemBusy, "busy"));
        Administration administration = cluster.CreateClient().Administration;

        BrokerException refused = await Should.ThrowAsync<BrokerException>(() =>
            administration.QueryMessagesAsync("orders", "k", cancellationToken: Cancellation).Within("the query")
        );

        refused.BrokerName.ShouldBe("broker-b");
        refused.Message.ShouldStartWith("Broker broker-b refused to find the messages of topic 'orders' with key 'k'");
    }

    [Fact]
    public async Task An_id_that_no_broker_knows_is_no_message_and_an_unknown_topic_an_error()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(
            new() { Topics = [new TopicDefinition("orders")] },
            Cancellation
        );
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress] });

        (
            await client.Administration.FindMessageAsync("orders", "7F00000100002A9F0000000000000000", Cancellation).Within("the answer")
        ).ShouldBeNull();
        (
            await Should.ThrowAsync<RocketMqException>(() => client.Administration.FindMessageAsync("nowhere", "id", Cancellation).AsTask())
        ).Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
    }

    [Fact]
    public async Task The_store_time_of_a_queues_oldest_message_is_told_once_there_is_one()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(
            new() { Topics = [new TopicDefinition("orders") { WriteQueues = 1 }] },
            Cancellation
        );
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress] });
        await using Producer producer = client.CreateProducer();
        MessageQueue queue = new("orders", "broker-a", 0);

        (await client.Administration.GetEarliestStoreTimeAsync(queue, Cancellation).Within("no time")).ShouldBeNull();
        SendReceipt receipt = await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send");
        ReceivedMessage stored = (
            await client.Administration.FindMessageAsync("orders", receipt.MessageId, Cancellation).Within("the message")
        ).ShouldNotBeNull();
        (await client.Administration.GetEarliestStoreTimeAsync(queue, Cancellation).Within("the time")).ShouldBe(stored.StoreTime);
    }

    private static DateTimeOffset Time(int seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static Action<RequestContext> Found(params byte[][] records) => Answers.Body([.. records.SelectMany(record => record)]);

    private static byte[] Record(string topic, string keys, int seconds)
    {
        MessageRecordFields fields = new()
        {
            Topic = topic,
            Body = Encoding.UTF8.GetBytes($"{topic} {keys}"),
            Properties = Encoding.UTF8.GetBytes($"KEYS\u0001{keys}\u0002"),
            StoreTimestamp = Time(seconds).ToUnixTimeMilliseconds(),
            CommitLogOffset = seconds * 1000,
            BornHost = new(System.Net.IPAddress.Loopback, 1),
            StoreHost = new(System.Net.IPAddress.Loopback, 2),
        };
        byte[] record = new byte[MessageRecordWriter.GetLength(fields)];
        MessageRecordWriter.Write(record, fields);
        return record;
    }
}
