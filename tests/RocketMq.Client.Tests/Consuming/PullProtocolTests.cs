using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Consuming;

public sealed class PullProtocolTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new("broker-a");
    private readonly LogLines _log = new();
    private readonly Handled _handled = new();
    private readonly ScriptedBroker _broker;
    private readonly PushConsumer _consumer;

    public PullProtocolTests()
    {
        _broker = _cluster.Broker("broker-a");
        _cluster.SetRoute(TestCluster.Topic, queues: 1);
        RocketMqClient client = _cluster.CreateClient(_time, options => options.LoggerFactory = _log);
        _broker.Always(
            RequestCode.GetConsumerListByGroup,
            Answers.Body(new ConsumerIdList { ConsumerIds = [client.ClientId] }.ToUtf8Bytes())
        );
        _broker.Always(RequestCode.QueryConsumerOffset, Answers.Refuse(ResponseCode.QueryNotFound));
        _broker.Always(RequestCode.UpdateConsumerOffset, Answers.Success);
        _broker.Always(RequestCode.PullMessage, Answers.Hang);
        _consumer = client.CreatePushConsumer(TestCluster.Options("a || b"), _handled.HandleAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await TestCluster.WithinAsync(_consumer.DisposeAsync().AsTask(), "the consumer stops");
        await _cluster.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task A_pull_asks_as_the_protocol_says_and_commits_what_was_consumed()
    {
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 2, StoredRecord.Create(0, tag: "a"), StoredRecord.Create(1, tag: "b")));
        await StartAsync();
        await TestCluster.WithinAsync(_handled.Reaching(2), "both are handled");
        await _broker.WaitForAsync(RequestCode.PullMessage, 2);

        ScriptedRequest first = _broker.Received(RequestCode.PullMessage)[0];
        first.Fields["consumerGroup"].ShouldBe(TestCluster.Group);
        first.Fields["topic"].ShouldBe(TestCluster.Topic);
        first.Fields["queueOffset"].ShouldBe("0");
        first.Fields["maxMsgNums"].ShouldBe("32");
        first.Fields["sysFlag"].ShouldBe("2", "wait for messages; nothing to commit");
        first.Fields["suspendTimeoutMillis"].ShouldBe("15000");
        first.Fields["expressionType"].ShouldBe("TAG");
        HeartbeatData heartbeat = HeartbeatData.Parse(_broker.Received(RequestCode.Heartbeat)[0].Body);
        SubscriptionData subscription = heartbeat
            .ConsumerDataSet.Single()
            .SubscriptionDataSet.Single(data => data.Topic == TestCluster.Topic);
        first.Fields["subVersion"].ShouldBe(subscription.SubVersion.ToString(System.Globalization.CultureInfo.InvariantCulture));

        _broker.Received(RequestCode.PullMessage)[1].Fields["queueOffset"].ShouldBe("2");
        _broker.Received(RequestCode.QueryConsumerOffset)[0].Fields["setZeroIfNotFound"].ShouldBe("false");
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_to_its_end_is_pulled_again_from_there()
    {
        byte[] damaged = StoredRecord.Create(1, tag: "a");
        damaged.AsSpan(0, 4).Fill(0xFF);
        _broker.Once(
            RequestCode.PullMessage,
            Found(nextOffset: 3, StoredRecord.Create(0, "0", "a"), damaged, StoredRecord.Create(2, "2", "a"))
        );
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 3, StoredRecord.Create(1, "1", "a"), StoredRecord.Create(2, "2", "a")));
        await StartAsync();
        await _time.AdvanceUntilAsync(_handled.Reaching(3), TimeSpan.FromMilliseconds(250), Limit, "Not all were handled.");
        _handled.Bodies.ShouldBe(["0", "1", "2"], ignoreOrder: true);
        _broker.Received(RequestCode.PullMessage)[1].Fields["queueOffset"].ShouldBe("1");
        _log.All.ShouldContain(line => line.StartsWith("Error") && line.Contains("from offset 1 on"));
    }

    [Fact]
    public async Task A_broker_that_forgot_the_consumer_gets_a_heartbeat()
    {
        _broker.Once(RequestCode.PullMessage, Answers.Refuse(ResponseCode.SubscriptionNotExist, "the consumer's group info not exist"));
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 1, StoredRecord.Create(0, tag: "a")));
        await StartAsync();
        await _broker.WaitForAsync(RequestCode.PullMessage, 1);
        int before = _broker.Received(RequestCode.Heartbeat).Count;
        await _time.AdvanceUntilAsync(_handled.Reaching(1), TimeSpan.FromMilliseconds(250), Limit, "Nothing was handled.");
        _broker.Received(RequestCode.Heartbeat).Count.ShouldBeGreaterThanOrEqualTo(before);
        _broker.Received(RequestCode.Heartbeat).Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task An_answer_that_leads_back_is_refused_and_nothing_comes_twice()
    {
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 2, StoredRecord.Create(0, "0", "a"), StoredRecord.Create(1, "1", "a")));
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 0, StoredRecord.Create(0, "0", "a")));
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 3, StoredRecord.Create(1, "1", "a"), StoredRecord.Create(2, "2", "a")));
        await StartAsync();
        await _time.AdvanceUntilAsync(_handled.Reaching(3), TimeSpan.FromMilliseconds(250), Limit, "Not all were handled.");
        _handled.Bodies.ShouldBe(["0", "1", "2"], ignoreOrder: true);
        _log.All.ShouldContain(line => line.Contains("with the earlier next offset 0"));
    }

    [Fact]
    public async Task A_queue_that_was_led_back_is_pulled_on_even_if_the_new_position_cannot_be_committed()
    {
        _broker.Always(RequestCode.QueryConsumerOffset, Committed(5));
        _broker.Once(RequestCode.UpdateConsumerOffset, Answers.Refuse(ResponseCode.SystemError, "not now"));
        _broker.Once(RequestCode.PullMessage, Moved(nextOffset: 1));
        _broker.Once(RequestCode.PullMessage, Found(nextOffset: 2, StoredRecord.Create(1, "1", "a")));
        await StartAsync();
        await _time.AdvanceUntilAsync(_handled.Reaching(1), TimeSpan.FromMilliseconds(250), Limit, "Nothing was pulled any more.");
        _handled.Bodies.ShouldBe(["1"]);
        _broker.Received(RequestCode.PullMessage)[1].Fields["queueOffset"].ShouldBe("1");
        _log.All.ShouldContain(line => line.StartsWith("Warning") && line.Contains("sent to another offset"));
    }

    private Task StartAsync() => TestCluster.WithinAsync(_consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");

    private static Action<RequestContext> Found(long nextOffset, params byte[][] records) =>
        context =>
            context.Reply(
                ResponseCode.Success,
                new PullMessageResponseHeader { NextBeginOffset = nextOffset, MaxOffset = nextOffset },
                records.SelectMany(record => record).ToArray()
            );

    private static Action<RequestContext> Moved(long nextOffset) =>
        context =>
            context.Reply(
                ResponseCode.PullOffsetMoved,
                new PullMessageResponseHeader { NextBeginOffset = nextOffset, MaxOffset = nextOffset }
            );

    private static Action<RequestContext> Committed(long offset) =>
        context => context.Reply(ResponseCode.Success, new QueryConsumerOffsetResponseHeader { Offset = offset });
}
