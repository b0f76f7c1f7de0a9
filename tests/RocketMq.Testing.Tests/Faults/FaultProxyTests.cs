using RocketMq.Broker;

namespace RocketMq.Testing.Tests.Faults;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private const string Topic = "orders";

    private EmbeddedBroker _broker = null!;
    private FaultProxy _proxy = null!;
    private RocketMqClient _client = null!;
    private Producer _producer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProxyLink BrokerLink => _proxy.LinkTo(_broker.BrokerAddress);

    public async ValueTask InitializeAsync()
    {
        EmbeddedBrokerOptions options = new();
        options.Topics.Add(new(Topic) { WriteQueues = 1 });
        _broker = await EmbeddedBroker.StartAsync(options, Cancellation);
        _proxy = FaultProxy.Start(_broker.NameServerAddress, new() { Seed = 7 });
        _client = new(new() { NameServers = [_proxy.NameServerAddress], RequestTimeout = TimeSpan.FromSeconds(20) });
        _producer = _client.CreateProducer(new() { Retries = 0, SendTimeout = TimeSpan.FromSeconds(20) });
    }

    public async ValueTask DisposeAsync()
    {
        await _producer.DisposeAsync();
        await _client.DisposeAsync();
        await _proxy.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Clients_that_know_the_proxy_alone_reach_the_broker_through_it()
    {
        await SendAsync();
        IReadOnlyList<BrokerInfo> brokers = (await _client.Administration.GetRouteAsync(Topic, Cancellation)).Brokers;
        brokers.ShouldHaveSingleItem().Addresses[0].ShouldBe(BrokerLink.Address);
        BrokerLink.Address.ShouldNotBe(_broker.BrokerAddress);
        BrokerLink.Connections.ShouldBe(1);
        _broker.Inspection.CountMessages(Topic).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_is_cut_in_the_middle_fails_its_request_and_the_next_connection_works()
    {
        await SendAsync();
        ArmedFault cut = _proxy.Arm(FaultAction.CutMidFrame(), RequestCode.SendMessageV2, FrameDirection.ToClient);
        RocketMqException lost = await Should.ThrowAsync<RocketMqException>(SendAsync);
        lost.Reason.ShouldBe(RocketMqErrorReason.ConnectionLost);
        cut.Count.ShouldBe(1);
        await SendUntilTakenAsync();
        _broker.Inspection.CountMessages(Topic).ShouldBe(3, "the answer was cut, not the request");
        FaultRecord record = _proxy.Records.ShouldHaveSingleItem();
        (record.Server, record.Code).ShouldBe((_broker.BrokerAddress, RequestCode.SendMessageV2));
    }

    [Fact]
    public async Task A_request_that_is_cut_in_the_middle_never_arrives()
    {
        await SendAsync();
        _proxy.Arm(FaultAction.CutMidFrame(5), RequestCode.SendMessageV2, FrameDirection.ToServer);
        (await Should.ThrowAsync<RocketMqException>(SendAsync)).IsTransient.ShouldBeTrue();
        await SendUntilTakenAsync();
        _broker.Inspection.CountMessages(Topic).ShouldBe(2);
    }

    [Fact]
    public async Task A_delayed_answer_is_overtaken_by_others()
    {
        await SendAsync();
        ArmedFault held = _proxy.Arm(FaultAction.Delay(TimeSpan.FromSeconds(2)), RequestCode.SendMessageV2, FrameDirection.ToClient);
        Task<SendReceipt> slow = _producer.SendAsync(Order(), Cancellation).AsTask();
        await held.Tripped.Within("the answer to be held");
        Task<SendReceipt> quick = _producer.SendAsync(Order(), Cancellation).AsTask();
        (await Task.WhenAny(slow, quick)).ShouldBe(quick);
        (await slow.Within("the slow answer")).QueueOffset.ShouldBe(1);
    }

    [Fact]
    public async Task A_dropped_answer_leaves_its_connection_alone()
    {
        await SendAsync();
        ArmedFault dropped = _proxy.Arm(FaultAction.Drop, RequestCode.SendMessageV2, FrameDirection.ToClient);
        await using Producer hasty = _client.CreateProducer(
            new()
            {
                Group = "hasty",
                Retries = 0,
                SendTimeout = TimeSpan.FromMilliseconds(300),
            }
        );
        RocketMqException late = await Should.ThrowAsync<RocketMqException>(() => hasty.SendAsync(Order(), Cancellation).AsTask());
        late.Reason.ShouldBe(RocketMqErrorReason.Timeout);
        await dropped.Tripped.Within("the drop");
        await SendAsync();
        BrokerLink.Connections.ShouldBe(1);
        _broker.Inspection.CountMessages(Topic).ShouldBe(3);
    }

    [Fact]
    public async Task A_dripping_answer_arrives_whole()
    {
        await SendAsync();
        _proxy.Arm(FaultAction.Drip(1, TimeSpan.Zero), RequestCode.SendMessageV2, FrameDirection.ToClient);
        await SendAsync();
        _proxy.Records.ShouldHaveSingleItem().Action.Kind.ShouldBe(FaultKind.Drip);
    }

    [Fact]
    public async Task A_reset_fails_what_is_in_flight_at_once()
    {
        await SendAsync();
        _proxy.Arm(FaultAction.Reset, RequestCode.SendMessageV2, FrameDirection.ToServer);
        (await Should.ThrowAsync<RocketMqException>(SendAsync)).IsTransient.ShouldBeTrue();
        await SendUntilTakenAsync();
        _broker.Inspection.CountMessages(Topic).ShouldBe(2);
    }

    [Fact]
    public async Task A_silent_link_takes_everything_and_answers_nothing_until_it_is_restored()
    {
        await SendAsync();
        BrokerLink.Silence();
        Task<SendReceipt> unanswered = _producer.SendAsync(Order(), Cancellation).AsTask();
        await using var second = new RocketMqClient(new() { NameServers = [_proxy.NameServerAddress] });
        await second.Administration.GetRouteAsync(Topic, Cancellation).Within("a route through the link that is not silent");
        unanswered.IsCompleted.ShouldBeFalse();
        BrokerLink.Restore();
        (await Should.ThrowAsync<RocketMqException>(() => unanswered.Within("the failure"))).Reason.ShouldBe(
            RocketMqErrorReason.ConnectionLost
        );
        await SendUntilTakenAsync();
        _broker.Inspection.CountMessages(Topic).ShouldBe(2);
    }

    [Fact]
    public async Task A_frozen_link_goes_on_where_it_stood()
    {
        await SendAsync();
        _proxy.Freeze();
        Task<SendReceipt> held = _producer.SendAsync(Order(), Cancellation).AsTask();
        _broker.Inspection.CountMessages(Topic).ShouldBe(1);
        held.IsCompleted.ShouldBeFalse();
        _proxy.Restore();
        (await held.Within("the answer")).QueueOffset.ShouldBe(1);
        BrokerLink.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusing_link_is_there_again_at_the_same_address()
    {
        await SendAsync();
        string address = BrokerLink.Address;
        BrokerLink.Refuse();
        RocketMqException refused = await Should.ThrowAsync<RocketMqException>(SendAsync);
        // Whether the client knows already that its connection is gone is a matter of moments.
        refused.Reason.ShouldBeOneOf(RocketMqErrorReason.BrokerUnreachable, RocketMqErrorReason.ConnectionLost);
        BrokerLink.Restore();
        await SendUntilTakenAsync();
        BrokerLink.Address.ShouldBe(address);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    public async Task The_same_seed_picks_the_same_frames(int seed)
    {
        IReadOnlyList<int> first = await PickedAsync(seed);
        first.ShouldBe(await PickedAsync(seed));
        first.Count.ShouldBeInRange(1, 29);
        first.ShouldNotBe(await PickedAsync(seed + 1));
    }

    [Fact]
    public void Faults_that_cannot_be_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _proxy.Arm(new FrameFault(FaultAction.Drop) { Times = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => _proxy.Arm(new FrameFault(FaultAction.Drop) { Skip = -1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => _proxy.Arm(new FrameFault(FaultAction.Drop) { Probability = 1.5 }));
        Should.Throw<ArgumentOutOfRangeException>(() => FaultAction.CutMidFrame(0));
        Should.Throw<ArgumentException>(() => _proxy.LinkTo("nowhere")).Message.ShouldContain("host:port");
    }

    // Which of thirty sends one after another a fault of a certain probability picks.
    private async Task<IReadOnlyList<int>> PickedAsync(int seed)
    {
        await using FaultProxy proxy = FaultProxy.Start(_broker.NameServerAddress, new() { Seed = seed });
        await using var client = new RocketMqClient(new() { NameServers = [proxy.NameServerAddress] });
        await using Producer producer = client.CreateProducer();
        ArmedFault fault = proxy.Arm(
            new(FaultAction.Drip(1000, TimeSpan.Zero))
            {
                Code = RequestCode.SendMessageV2,
                Direction = FrameDirection.ToServer,
                Probability = 0.3,
                Times = int.MaxValue,
            }
        );
        List<int> picked = [];
        for (int number = 0; number < 30; number++)
        {
            int before = fault.Count;
            await producer.SendAsync(Order(), Cancellation).Within("a send");
            if (fault.Count > before)
                picked.Add(number);
        }
        return picked;
    }

    private static Message Order() => new(Topic, new byte[64]);

    private async Task SendAsync() => await _producer.SendAsync(Order(), Cancellation).Within("a send");

    // A client waits a moment before it dials again what it has just lost; sends fail meanwhile without reaching the broker.
    private async Task SendUntilTakenAsync()
    {
        while (true)
        {
            try
            {
                await SendAsync();
                return;
            }
            catch (RocketMqException failure) when (failure.IsTransient)
            {
                await Task.Yield();
            }
        }
    }
}
