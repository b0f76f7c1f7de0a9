using System.Net;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Brokers_on_default_options_run_beside_each_other()
    {
        await using var first = await EmbeddedBroker.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var second = await EmbeddedBroker.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        string[] addresses = [first.NameServerAddress, first.BrokerAddress, second.NameServerAddress, second.BrokerAddress];

        addresses.Distinct().Count().ShouldBe(4);
        addresses.ShouldAllBe(address => address.StartsWith("127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_what_to_do()
    {
        await using var first = await EmbeddedBroker.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var port = IPEndPoint.Parse(first.BrokerAddress).Port;

        var failure = await Should.ThrowAsync<EmbeddedBrokerException>(async () =>
            await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { BrokerPort = port }, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe(
            $"The embedded broker cannot listen on port {port} of 127.0.0.1: another program listens there. "
                + "Stop that program, or set BrokerPort to another port or to 0 for any free one."
        );
    }

    [Fact]
    public async Task A_failed_start_leaves_no_port_taken()
    {
        await using var other = await EmbeddedBroker.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var taken = IPEndPoint.Parse(other.BrokerAddress).Port;
        var free = await FreePortAsync();
        var options = new EmbeddedBrokerOptions { NameServerPort = free, BrokerPort = taken };
        await Should.ThrowAsync<EmbeddedBrokerException>(async () =>
            await EmbeddedBroker.StartAsync(options, TestContext.Current.CancellationToken)
        );

        options.BrokerPort = 0;
        await using var second = await EmbeddedBroker.StartAsync(options, TestContext.Current.CancellationToken);

        second.NameServerAddress.ShouldBe($"127.0.0.1:{free}");
    }

    [Theory]
    [InlineData("localhost", 8, "Bind")]
    [InlineData("0.0.0.0", 8, "AdvertisedAddress")]
    [InlineData("127.0.0.1", 0, "DefaultTopicQueueNums")]
    public async Task An_option_that_cannot_work_is_named(string bind, int queues, string named)
    {
        var options = new EmbeddedBrokerOptions { Bind = bind, DefaultTopicQueueNums = queues };

        var failure = await Should.ThrowAsync<ArgumentException>(async () => await EmbeddedBroker.StartAsync(options));

        failure.Message.ShouldContain(named);
        failure.ParamName.ShouldBe("options");
    }

    [Theory]
    [InlineData("bad name", 4, "bad name")]
    [InlineData("TBW102", 4, "leave it out")]
    [InlineData("orders", 0, "Topics['orders'].WriteQueues")]
    public async Task A_topic_that_cannot_be_created_at_the_start_is_named(string topic, int queues, string named)
    {
        var options = new EmbeddedBrokerOptions { Topics = [new TopicDefinition(topic) { WriteQueues = queues }] };

        var failure = await Should.ThrowAsync<ArgumentException>(async () => await EmbeddedBroker.StartAsync(options));

        failure.Message.ShouldContain(named);
        failure.ParamName.ShouldBe("options");
    }

    [Fact]
    public async Task A_restarted_broker_has_its_ports_messages_offsets_and_topics_and_no_clients()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        var sent = await test.Client.SendAsync("fresh", "kept");
        await test.Client.AskAsync(
            new UpdateConsumerOffsetRequestHeader
            {
                ConsumerGroup = "billing",
                Topic = "fresh",
                QueueId = 0,
                CommitOffset = 1,
            }
        );
        var addresses = (test.Broker.NameServerAddress, test.Broker.BrokerAddress);

        await test.Broker.KillAsync();
        await test.Client.Connection.Closed.Within("the end of the connection");
        test.Inspection.GetClientIds("billing").ShouldBeEmpty();
        await Should.ThrowAsync<RemotingException>(async () => await TestClient.ConnectAsync(test.Broker.BrokerAddress));
        await test.Broker.KillAsync();
        await test.Broker.RestartAsync();

        (test.Broker.NameServerAddress, test.Broker.BrokerAddress).ShouldBe(addresses);
        await using var client = await TestClient.ConnectAsync(test.Broker.BrokerAddress);
        var record = (await client.PullAsync("billing", "fresh", 0)).Records().ShouldHaveSingleItem();
        record.OffsetMessageId.ShouldBe(sent.Fields["msgId"]);
        (await client.SendAsync("fresh", "next")).Number("queueOffset").ShouldBe(1);
        test.Inspection.GetCommittedOffset("billing", "fresh", 0).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_the_restart()
    {
        await using var test = await TestBroker.StartAsync();
        var acknowledged = new List<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = SendUntilClosedAsync();

        await enough.Task.Within("100 sends");
        await test.Broker.KillAsync();
        await sending.Within("the end of sending");
        await test.Broker.RestartAsync();

        await using var client = await TestClient.ConnectAsync(test.Broker.BrokerAddress);
        var stored = new List<string>();
        while ((await client.PullAsync("readers", "orders", stored.Count)) is { Code: ResponseCode.Success } pulled)
            stored.AddRange(pulled.Bodies());
        stored.Count.ShouldBeInRange(acknowledged.Count, acknowledged.Count + 1, "at most the one in flight is stored without an answer");
        stored.Take(acknowledged.Count).ShouldBe(acknowledged);

        async Task SendUntilClosedAsync()
        {
            try
            {
                for (var number = 0; ; number++)
                {
                    await test.Client.SendAsync("orders", $"{number}");
                    acknowledged.Add($"{number}");
                    if (number == 100)
                        enough.SetResult();
                }
            }
            catch (RemotingException failure)
            {
                failure.Reason.ShouldBe(RemotingFailure.ConnectionClosed);
            }
        }
    }

    [Fact]
    public async Task Delayed_messages_that_fall_due_while_the_broker_is_down_come_with_the_restart()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.SendAsync("orders", "later", properties: new Dictionary<string, string> { ["DELAY"] = "3" });

        await test.Broker.KillAsync();
        test.Time.Advance(TimeSpan.FromMinutes(1));
        test.Inspection.CountMessages("orders").ShouldBe(0);
        await test.Broker.RestartAsync();

        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_pull_that_waits_ends_with_the_kill()
    {
        await using var test = await TestBroker.StartAsync();
        var pull = test.Client.PullAsync("readers", "orders", 0, wait: TimeSpan.FromSeconds(15));
        await test.Client.AskAsync(new GetMaxOffsetRequestHeader { Topic = "orders", QueueId = 0 });

        await test.Broker.KillAsync();

        (await Should.ThrowAsync<RemotingException>(pull)).Reason.ShouldBe(RemotingFailure.ConnectionClosed);
    }

    [Fact]
    public async Task A_disposed_broker_stays_disposed()
    {
        var broker = await EmbeddedBroker.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await broker.DisposeAsync();
        await broker.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(async () => await broker.RestartAsync());
        await Should.ThrowAsync<ObjectDisposedException>(async () => await broker.KillAsync());
    }

    [Fact]
    public async Task Over_the_byte_limit_the_oldest_messages_go_and_the_min_offset_says_so()
    {
        await using var test = await TestBroker.StartAsync(options => options.MaxStoreBytes = 1);
        var body = new string('x', 1_000_000);
        for (var number = 0; number < 40; number++)
            (await test.Client.SendAsync("orders", body)).Code.ShouldBe(ResponseCode.Success);

        var bounds = test.Inspection.GetQueues("orders").ShouldHaveSingleItem();
        bounds.MaxOffset.ShouldBe(40);
        bounds.MinOffset.ShouldBeInRange(20, 36, "two segments of 8 MiB are kept");
        var early = await test.Client.PullAsync("readers", "orders", 0);
        early.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        early.Number("nextBeginOffset").ShouldBe(bounds.MinOffset);
        (await test.Client.PullAsync("readers", "orders", bounds.MinOffset)).Records()[0].QueueOffset.ShouldBe(bounds.MinOffset);
    }

    [Fact]
    public async Task It_serves_IPv6_too()
    {
        if (!System.Net.Sockets.Socket.OSSupportsIPv6)
            Assert.Skip("This machine has no IPv6.");
        await using var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { Bind = "::1" },
            TestContext.Current.CancellationToken
        );
        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress);

        var sent = await client.SendAsync("orders", "six");

        broker.BrokerAddress.ShouldStartWith("[::1]:");
        sent.Fields["msgId"].Length.ShouldBe(56);
        var record = (await client.PullAsync("readers", "orders", 0)).Records().ShouldHaveSingleItem();
        record.StoreHost.ToString().ShouldBe(broker.BrokerAddress);
        record.OffsetMessageId.ShouldBe(sent.Fields["msgId"]);
    }

    private static async Task<int> FreePortAsync()
    {
        await using var probe = await EmbeddedBroker.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        return IPEndPoint.Parse(probe.NameServerAddress).Port;
    }
}
