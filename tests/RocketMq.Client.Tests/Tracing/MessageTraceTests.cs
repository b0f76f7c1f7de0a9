using System.Text;
using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Tracing;

public sealed class MessageTraceTests
{
    private const string TraceTopic = "RMQ_SYS_TRACE_TOPIC";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_send_is_found_in_the_trace_topic_after_the_client_ended()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        SendReceipt receipt;
        await using (RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress], Trace = new TraceOptions() }))
        {
            await using Producer producer = client.CreateProducer(new() { Group = "sellers" });
            Message message = new("orders", new byte[14]) { Tag = "TR", Keys = ["trk", "two"] };
            receipt = await producer.SendAsync(message, Cancellation).Within("the send");
            await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("a second send");
            receipt.RegionId.ShouldBe("DefaultRegion");
        }

        await using RocketMqClient reader = new(new() { NameServers = [broker.NameServerAddress] });
        IReadOnlyList<ReceivedMessage> found = await reader
            .Administration.QueryMessagesAsync(TraceTopic, receipt.MessageId, cancellationToken: Cancellation)
            .Within("the query");
        ReceivedMessage trace = found.ShouldHaveSingleItem();
        trace.Keys.ShouldContain("trk");
        string[] records = Encoding.UTF8.GetString(trace.Body.Span).Split('\u0002', StringSplitOptions.RemoveEmptyEntries);
        records.Length.ShouldBe(2);
        string[] fields = records[0].Split('\u0001');
        fields.Length.ShouldBe(14);
        fields[0].ShouldBe("Pub");
        fields[2..10].ShouldBe(["DefaultRegion", "sellers", "orders", receipt.MessageId, "TR", "trk two", broker.BrokerAddress, "14"]);
        fields[11..].ShouldBe(["0", receipt.OffsetMessageId, "true"]);
        records[1].Split('\u0001')[6..8].ShouldBe(["null", "null"]);
    }

    [Fact]
    public async Task Failed_sends_are_traced_and_others_are_not_where_the_broker_wants_no_trace()
    {
        await using FakeCluster cluster = CreateCluster();
        RocketMqClient client = cluster.CreateClient(configure: options => options.Trace = new TraceOptions { MaxBatchRecords = 1 });
        Producer producer = client.CreateProducer();
        ScriptedBroker broker = cluster.Brokers[0];
        broker.Once(RequestCode.SendMessageV2, StoreWith("R1", "false"));
        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a send without trace");
        broker.Once(RequestCode.SendMessageV2, StoreWith(null, null));
        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a send without region");
        broker.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.MessageIllegal));
        await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a failure")
        );

        await broker.WaitForAsync(RequestCode.SendMessageV2, 4);
        ScriptedRequest trace = broker.Sends.Single(send => send.Fields["b"] == TraceTopic);
        trace.BodyText.ShouldStartWith("Pub\u0001");
        trace.BodyText.ShouldEndWith("\u0001false\u0002");
        client.TraceStatistics.Recorded.ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_topic_of_the_trace_itself_is_not_traced()
    {
        await using FakeCluster cluster = CreateCluster();
        cluster.SetRoute("orders-new", queues: 1);
        RocketMqClient client = cluster.CreateClient(configure: options => options.Trace = new TraceOptions { Topic = "orders" });
        Producer producer = client.CreateProducer();
        cluster.Brokers[0].Always(RequestCode.SendMessageV2, StoreWith("R", "true"));
        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a send to the trace's topic");
        await producer.SendAsync(new Message("orders-new", new byte[3]), Cancellation).Within("a send to one that begins like it");

        client.TraceStatistics.Recorded.ShouldBe(1);
    }

    [Fact]
    public async Task Records_are_sent_when_enough_are_there_or_after_a_while()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = CreateCluster();
        RocketMqClient client = cluster.CreateClient(time, options => options.Trace = new TraceOptions { MaxBatchRecords = 3 });
        Producer producer = client.CreateProducer();
        ScriptedBroker broker = cluster.Brokers[0];
        for (int index = 0; index < 3; index++)
            await SendAsync(broker, producer);
        await broker.WaitForAsync(RequestCode.SendMessageV2, 4);
        Traces(broker).ShouldHaveSingleItem().BodyText.Count(c => c == '\u0002').ShouldBe(3);

        await SendAsync(broker, producer);
        Task second = broker.WaitForAsync(RequestCode.SendMessageV2, 6);
        DateTimeOffset start = time.GetUtcNow();
        await time.AdvanceUntilAsync(second, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), "the record was not sent");
        (time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(4.5));
        Traces(broker)[1].BodyText.Count(c => c == '\u0002').ShouldBe(1);
        await DisposeAsync(time, client);
    }

    [Fact]
    public async Task A_full_queue_drops_and_counts_and_never_holds_up_a_send()
    {
        await using FakeCluster cluster = CreateCluster();
        RocketMqClient client = cluster.CreateClient(configure: options =>
            options.Trace = new TraceOptions
            {
                MaxBatchRecords = 1,
                MaxQueuedRecords = 2,
                ShutdownTimeout = TimeSpan.Zero,
            }
        );
        ScriptedBroker broker = cluster.Brokers[0];
        broker.Always(
            RequestCode.SendMessageV2,
            context => (TopicOf(context) == TraceTopic ? Answers.Hang : StoreWith("R", "true"))(context)
        );
        Producer producer = client.CreateProducer();
        for (int index = 0; index < 20; index++)
            await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a send beside a stuck trace");

        client.TraceStatistics.Recorded.ShouldBe(20);
        client.TraceStatistics.Dropped.ShouldBeGreaterThanOrEqualTo(17);
        await client.DisposeAsync().Within("the client to close");
        TraceStatistics end = client.TraceStatistics;
        (end.Sent + end.Dropped + end.Failed).ShouldBe(20);
    }

    [Fact]
    public async Task Decisions_and_recalls_are_traced()
    {
        await using FakeCluster cluster = CreateCluster();
        RocketMqClient client = cluster.CreateClient(configure: options => options.Trace = new TraceOptions { MaxBatchRecords = 2 });
        client.Session.TellEndTransaction(
            new EndTransactionHookContext
            {
                ProducerGroup = "sellers",
                Topic = "orders",
                BrokerAddress = "broker-a:10911",
                MessageId = "A",
                BrokersTransactionId = "T",
                State = "COMMIT_MESSAGE",
                IsFromCheck = true,
            }
        );
        client.Session.Trace.ShouldNotBeNull().AddRecall("sellers", "orders", "B", isSuccess: true);
        await cluster.Brokers[0].WaitForAsync(RequestCode.SendMessageV2, 1);
        string text = Traces(cluster.Brokers[0])[0].BodyText;
        text.ShouldStartWith("EndTransaction\u0001");
        text.ShouldContain("\u0001T\u0001COMMIT_MESSAGE\u0001true\u0002Recall\u0001");
        text.ShouldEndWith("\u0001sellers\u0001orders\u0001B\u0001true\u0002");
    }

    private static FakeCluster CreateCluster()
    {
        FakeCluster cluster = new("broker-a");
        cluster.SetRoute(TraceTopic, queues: 1);
        return cluster;
    }

    private static async Task SendAsync(ScriptedBroker broker, Producer producer)
    {
        broker.Once(RequestCode.SendMessageV2, StoreWith("R", "true"));
        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a send");
    }

    private static Task DisposeAsync(ManualTimeProvider time, RocketMqClient client) =>
        time.AdvanceUntilAsync(client.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), "the client does not end");

    private static List<ScriptedRequest> Traces(ScriptedBroker broker) => [.. broker.Sends.Where(send => send.Fields["b"] == TraceTopic)];

    private static string TopicOf(RequestContext context) => context.Request.ReadHeader<SendMessageV2RequestHeader>().Topic.ToString();

    private static Action<RequestContext> StoreWith(string? region, string? traceOn) =>
        context =>
            context.Reply(
                ResponseCode.Success,
                new SendMessageResponseHeader
                {
                    MessageId = "7F00000100002A9F0000000000000001",
                    Region = region,
                    TraceOn = traceOn,
                }
            );
}
