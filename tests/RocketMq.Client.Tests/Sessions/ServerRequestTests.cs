using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Sessions;

public sealed class ServerRequestTests : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly FakeCluster _cluster = new("broker-a");
    private readonly FakeConsumer _consumer = new("billing");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_of_changed_members_asks_for_a_rebalance()
    {
        RemotingConnection toClient = await ConnectAsync();
        await toClient
            .SendOneWayAsync(new NotifyConsumerIdsChangedRequestHeader { ConsumerGroup = "billing" }, default, Cancellation)
            .Within("the notice");
        await _consumer.RebalanceAsked();
    }

    [Fact]
    public async Task Positions_held_in_memory_are_told_on_request()
    {
        _consumer.Offsets[new MessageQueue("orders", "broker-a", 1)] = 42;
        _consumer.Offsets[new MessageQueue("other", "broker-a", 1)] = 43;
        RemotingConnection toClient = await ConnectAsync();
        using RemotingResponse response = await toClient
            .RequestAsync(new GetConsumerStatusRequestHeader { Topic = "orders", Group = "billing" }, default, Timeout, Cancellation)
            .Within("the answer");
        response.Code.ShouldBe(ResponseCode.Success);
        ConsumerStatusBody
            .Parse(response.Body.Span)
            .MessageQueueTable.ShouldHaveSingleItem()
            .ShouldBe(KeyValuePair.Create(new MessageQueue("orders", "broker-a", 1), 42L));
    }

    [Fact]
    public async Task A_snapshot_of_a_consumer_is_told_on_request_and_an_unknown_group_is_an_error()
    {
        RemotingConnection toClient = await ConnectAsync();
        GetConsumerRunningInfoRequestHeader header = new() { ConsumerGroup = "billing", ClientId = "any" };
        using RemotingResponse known = await toClient.RequestAsync(header, default, Timeout, Cancellation).Within("the answer");
        ConsumerRunningInfo.Parse(known.Body.Span).Properties["PROP_CONSUME_TYPE"].ShouldBe("CONSUME_PASSIVELY");
        using RemotingResponse unknown = await toClient
            .RequestAsync(header with { ConsumerGroup = "shipping" }, default, Timeout, Cancellation)
            .Within("the answer");
        unknown.Code.ShouldBe(ResponseCode.SystemError);
        unknown.Remark.ShouldNotBeNull().ShouldContain("shipping");
    }

    [Fact]
    public async Task Positions_are_reset_on_request()
    {
        MessageQueue queue = new("orders", "broker-a", 1);
        ResetOffsetBody body = new() { OffsetTable = new Dictionary<MessageQueue, long> { [queue] = 5 } };
        RemotingConnection toClient = await ConnectAsync();
        await toClient
            .SendOneWayAsync(new ResetOffsetRequestHeader { Group = "billing", Topic = "orders" }, body.ToUtf8Bytes(), Cancellation)
            .Within("the request");
        (string topic, IReadOnlyDictionary<MessageQueue, long> offsets) = await _consumer.Reset.Within("the reset");
        topic.ShouldBe("orders");
        offsets[queue].ShouldBe(5);
    }

    [Fact]
    public async Task Requests_that_this_client_does_not_know_are_refused_and_the_connection_stays()
    {
        RemotingConnection toClient = await ConnectAsync();
        using RemotingResponse response = await toClient
            .RequestAsync(default(HeartbeatRequestHeader), default, Timeout, Cancellation)
            .Within("the answer");
        response.Code.ShouldBe(ResponseCode.RequestCodeNotSupported);
        toClient.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_answered_with_an_error()
    {
        RemotingConnection toClient = await ConnectAsync();
        using RemotingResponse response = await toClient
            .RequestAsync(new ResetOffsetRequestHeader { Group = "billing", Topic = "orders" }, "{{{"u8.ToArray(), Timeout, Cancellation)
            .Within("the answer");
        response.Code.ShouldBe(ResponseCode.SystemError);
        toClient.IsOpen.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task<RemotingConnection> ConnectAsync()
    {
        ClientSession session = _cluster.CreateClient().Session;
        session.Routes.Track("orders");
        await session.Routes.GetAsync("orders", Cancellation).Within("the route");
        session.Register(_consumer);
        await _cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 1);
        return _cluster.Broker("broker-a").Connections.Single();
    }
}
