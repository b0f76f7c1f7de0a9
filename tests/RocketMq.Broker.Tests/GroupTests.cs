using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class GroupTests
{
    [Fact]
    public async Task Joining_and_leaving_is_told_to_every_member()
    {
        await using var test = await TestBroker.StartAsync();
        var first = test.Client;
        var second = await test.ConnectAsync("127.0.0.1@second");

        await first.HeartbeatAsync("billing", "orders");
        (await first.NextNoticeAsync()).ShouldBe("billing");
        await second.HeartbeatAsync("billing", "orders");
        (await first.NextNoticeAsync()).ShouldBe("billing");
        (await second.NextNoticeAsync()).ShouldBe("billing");
        (await MembersAsync(first, "billing")).ShouldBe(["127.0.0.1@second", "127.0.0.1@test"]);

        await second.AskAsync(new UnregisterClientRequestHeader { ClientId = second.ClientId, ConsumerGroup = "billing" });
        (await first.NextNoticeAsync()).ShouldBe("billing");
        (await MembersAsync(first, "billing")).ShouldBe(["127.0.0.1@test"]);
    }

    [Fact]
    public async Task Notices_have_JSON_headers_because_some_clients_read_no_others()
    {
        await using var test = await TestBroker.StartAsync();

        await test.Client.HeartbeatAsync("billing", "orders");
        await test.Client.NextNoticeAsync();

        test.Client.LastNoticeFormat.ShouldBe(HeaderFormat.Json);
    }

    [Fact]
    public async Task A_closed_connection_leaves_its_groups_at_once()
    {
        await using var test = await TestBroker.StartAsync();
        var second = await test.ConnectAsync("127.0.0.1@second");
        await test.Client.HeartbeatAsync("billing", "orders");
        await second.HeartbeatAsync("billing", "orders");
        await test.Client.NextNoticeAsync();
        await test.Client.NextNoticeAsync();

        await second.DisposeAsync();

        (await test.Client.NextNoticeAsync()).ShouldBe("billing");
        test.Inspection.GetClientIds("billing").ShouldBe(["127.0.0.1@test"]);
    }

    [Fact]
    public async Task A_client_without_heartbeats_is_removed_and_the_others_are_told()
    {
        await using var test = await TestBroker.StartAsync();
        var silent = await test.ConnectAsync("127.0.0.1@silent");
        await silent.HeartbeatAsync("billing", "orders");
        await test.Client.HeartbeatAsync("billing", "orders");
        await test.Client.NextNoticeAsync();

        for (var second = 0; second < 140; second += 20)
        {
            test.Time.Advance(TimeSpan.FromSeconds(20));
            await test.Client.HeartbeatAsync("billing", "orders");
            await silent.AskAsync(new GetMaxOffsetRequestHeader { Topic = "orders", QueueId = 0 });
        }

        (await test.Client.NextNoticeAsync()).ShouldBe("billing");
        test.Inspection.GetClientIds("billing").ShouldBe(["127.0.0.1@test"]);
    }

    [Fact]
    public async Task The_same_heartbeat_again_tells_nobody_and_another_set_of_topics_does()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        await test.Client.NextNoticeAsync();

        await test.Client.HeartbeatAsync("billing", "orders", version: 2);
        await MembersAsync(test.Client, "billing");
        test.Client.PendingNotices.ShouldBe(0);
        await test.Client.HeartbeatAsync("billing", "payments", version: 3);

        (await test.Client.NextNoticeAsync()).ShouldBe("billing");
    }

    [Fact]
    public async Task Broadcasting_members_are_not_told()
    {
        await using var test = await TestBroker.StartAsync();

        await test.Client.HeartbeatAsync("everyone", "orders", model: MessageModel.Broadcasting);
        await MembersAsync(test.Client, "everyone");

        test.Client.PendingNotices.ShouldBe(0);
    }

    [Fact]
    public async Task A_heartbeat_makes_the_retry_topic_known_to_the_name_server()
    {
        await using var test = await TestBroker.StartAsync();
        var nameServer = await test.ConnectNameServerAsync();

        var answer = await test.Client.HeartbeatAsync("billing", "orders");

        answer.Fields["IS_SUPPORT_HEART_BEAT_V2"].ShouldBe("true");
        answer.Fields["IS_SUB_CHANGE"].ShouldBe("true");
        var route = await nameServer.AskAsync(new GetRouteInfoRequestHeader { Topic = "%RETRY%billing" });
        TopicRouteData.Parse(route.Body).QueueDatas.ShouldHaveSingleItem().ReadQueueNums.ShouldBe(1);
    }

    [Fact]
    public async Task A_group_without_members_has_no_list()
    {
        await using var test = await TestBroker.StartAsync();

        var list = await test.Client.AskAsync(new GetConsumerListByGroupRequestHeader { ConsumerGroup = "nobody" });

        list.Code.ShouldBe(ResponseCode.SystemError);
        list.Remark.ShouldBe("no consumer for this group, nobody");
    }

    [Fact]
    public async Task A_heartbeat_without_subscriptions_is_enough_until_they_change()
    {
        await using var test = await TestBroker.StartAsync();
        var consumer = new ConsumerData
        {
            GroupName = "billing",
            SubscriptionDataSet = [TagExpression.Parse("*").ToSubscription("orders", 1)],
        };

        (await BeatAsync(77, true)).ShouldBe("true", "an unknown group must be described in full");
        (await BeatAsync(77, false)).ShouldBe("false");
        (await BeatAsync(77, true)).ShouldBe("false");
        (await BeatAsync(78, false)).ShouldBe("true");
        (await test.Client.AskAsync(TestClient.PullHeader("billing", "orders", 0) with { SysFlag = 0 })).Code.ShouldBe(
            ResponseCode.PullNotFound
        );

        async Task<string> BeatAsync(int fingerprint, bool withoutSubscriptions)
        {
            var heartbeat = new HeartbeatData
            {
                ClientId = "c",
                ConsumerDataSet = [withoutSubscriptions ? consumer with { SubscriptionDataSet = [] } : consumer],
                HeartbeatFingerprint = fingerprint,
                WithoutSub = withoutSubscriptions,
            };
            return (await test.Client.AskAsync(default(HeartbeatRequestHeader), heartbeat.ToUtf8Bytes())).Fields["IS_SUB_CHANGE"];
        }
    }

    [Fact]
    public async Task Tools_see_who_is_connected_and_reach_a_consumer_through_the_broker()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders", "a || b");

        var consumers = await test.Client.AskAsync(new GetConsumerConnectionListRequestHeader { ConsumerGroup = "billing" });
        var producers = await test.Client.AskAsync(new GetProducerConnectionListRequestHeader { ProducerGroup = "test-producer" });
        var nobody = await test.Client.AskAsync(new GetConsumerConnectionListRequestHeader { ConsumerGroup = "nobody" });
        var info = await test.Client.AskAsync(
            new GetConsumerRunningInfoRequestHeader { ConsumerGroup = "billing", ClientId = "127.0.0.1@absent" }
        );

        var body = ConsumerConnection.Parse(consumers.Body);
        body.Connections.ShouldHaveSingleItem().Language.ShouldBe("DOTNET");
        body.Connections[0].ClientAddr.ShouldBe(test.Client.Address);
        body.Subscriptions["orders"].SubString.ShouldBe("a || b");
        ProducerConnection.Parse(producers.Body).Connections.ShouldHaveSingleItem().ClientId.ShouldBe("127.0.0.1@test");
        nobody.Code.ShouldBe(ResponseCode.ConsumerNotOnline);
        info.Remark.ShouldBe("The Consumer <billing> <127.0.0.1@absent> not online");
    }

    private static async Task<string[]> MembersAsync(TestClient client, string group)
    {
        var answer = await client.AskAsync(new GetConsumerListByGroupRequestHeader { ConsumerGroup = group });
        return [.. ConsumerIdList.Parse(answer.Body).ConsumerIds.Order(StringComparer.Ordinal)];
    }
}
