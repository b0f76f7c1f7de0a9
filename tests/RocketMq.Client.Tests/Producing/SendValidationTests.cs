using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing;

public sealed class SendValidationTests
{
    private const int FourMebibytes = 4 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_over_4_MiB_is_refused_before_anything_is_sent()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient(new ManualTimeProvider()).CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("orders", new byte[FourMebibytes + 1]), Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.MessageTooLarge);
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("4,194,305");
        error.Message.ShouldContain("MaxMessageSize");
        cluster.NameServer.Received(RequestCode.GetRouteInfoByTopic).ShouldBeEmpty();

        byte[] largest = new byte[FourMebibytes];
        new Random(1).NextBytes(largest);
        await producer.SendAsync(new Message("orders", largest), Cancellation).Within("the largest message");
        cluster.Broker("broker-a").Sends.ShouldHaveSingleItem().Body.Length.ShouldBe(FourMebibytes);
    }

    [Fact]
    public async Task A_message_without_body_is_refused()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendOneWayAsync(new Message("orders", default), Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
        cluster.NameServer.Received(RequestCode.GetRouteInfoByTopic).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("topic.with.dots")]
    [InlineData("主题")]
    [InlineData("SCHEDULE_TOPIC_XXXX")]
    [InlineData("RMQ_SYS_TRANS_HALF_TOPIC")]
    public async Task A_topic_that_cannot_be_sent_to_is_refused(string topic)
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message(topic, new byte[1]), Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
        error.Message.ShouldContain(topic);
        cluster.NameServer.Received(RequestCode.GetRouteInfoByTopic).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_message_leaves_the_producer_usable()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { MaxMessageSize = 10 });
        for (int index = 0; index < 5; index++)
        {
            await Should.ThrowAsync<RocketMqException>(() =>
                producer.SendAsync(new Message("orders", new byte[11]), Cancellation).AsTask()
            );
            await producer.SendAsync(new Message("orders", new byte[10]), Cancellation).Within("a valid message");
        }
        cluster.Broker("broker-a").Sends.Count.ShouldBe(5);
        await producer.DisposeAsync().Within("the disposal");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    public async Task A_group_name_that_brokers_refuse_is_refused_at_creation(string group)
    {
        await using FakeCluster cluster = new();
        Should.Throw<ArgumentException>(() => cluster.CreateClient().CreateProducer(new() { Group = group }));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_at_creation()
    {
        await using FakeCluster cluster = new();
        RocketMqClient client = cluster.CreateClient();
        Should.Throw<ArgumentException>(() => client.CreateProducer(new() { SendTimeout = TimeSpan.Zero }));
        Should.Throw<ArgumentException>(() => client.CreateProducer(new() { Retries = -1 }));
        Should.Throw<ArgumentException>(() => client.CreateProducer(new() { MaxMessageSize = 0 }));
        Should.Throw<ArgumentException>(() => new RocketMqClient(new())).Message.ShouldContain("NameServers");
        Should.Throw<ArgumentException>(() => new RocketMqClient(new() { NameServers = ["no-port"] })).Message.ShouldContain("no-port");
    }
}
