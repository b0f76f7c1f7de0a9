using System.Threading.Channels;
using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Namespaces;

public sealed class NamespaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_in_a_namespace_only_sees_names_without_it()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = Connect(broker, "shop");
        await client.Administration.CreateTopicAsync(new("orders") { WriteQueues = 2 }, Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = "sellers" });
        Channel<ReceivedMessage> received = Channel.CreateUnbounded<ReceivedMessage>();
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
            (message, _) =>
            {
                received.Writer.TryWrite(message.Detach());
                return ValueTask.FromResult(message.ReconsumeTimes == 0 ? ConsumeResult.RetryLater(1) : ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");

        IReadOnlyList<MessageQueue> queues = await producer.GetPublishQueuesAsync("orders", Cancellation).Within("the queues");
        queues.ShouldAllBe(queue => queue.Topic == "orders");
        SendReceipt receipt = await producer
            .SendAsync(new Message("orders", new byte[1]), QueueSelection.To(queues[1]), Cancellation)
            .Within("the send");
        receipt.Queue.ShouldBe(queues[1]);
        producer.Group.ShouldBe("sellers");
        consumer.Group.ShouldBe("billing");

        ReceivedMessage first = await received.Reader.ReadAsync(Cancellation).AsTask().Within("the message");
        first.Topic.ShouldBe("orders");
        first.Queue.ShouldBe(queues[1]);
        ReceivedMessage again = await received.Reader.ReadAsync(Cancellation).AsTask().Within("its second delivery");
        again.Topic.ShouldBe("orders");
        again.MessageId.ShouldBe(first.MessageId);
        again.Queue.Topic.ShouldBe("%RETRY%billing");
        consumer.AssignedQueues.Select(queue => queue.Topic).Distinct().ShouldBe(["%RETRY%billing", "orders"], ignoreOrder: true);
        (await client.Administration.GetMaxOffsetAsync(receipt.Queue, Cancellation).Within("the offset")).ShouldBe(1);
    }

    [Fact]
    public async Task On_the_wire_the_namespace_is_a_part_of_the_names()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = Connect(broker, "shop");
        await using Producer producer = client.CreateProducer();
        SendReceipt receipt = await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send");
        await using RocketMqClient plain = Connect(broker, null);
        MessageQueue queue = receipt.Queue with { Topic = "shop%orders" };
        (await plain.Administration.GetMaxOffsetAsync(queue, Cancellation).Within("the offset")).ShouldBe(1);

        await using RocketMqClient elsewhere = Connect(broker, "garden");
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            elsewhere.Administration.GetRouteAsync("orders", Cancellation).Within("the route")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
    }

    [Fact]
    public async Task Groups_are_wrapped_in_requests_too()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.SetRoute("shop%orders", queues: 1);
        RocketMqClient client = cluster.CreateClient(configure: options => options.Namespace = "shop");
        Producer producer = client.CreateProducer(new() { Group = "sellers" });
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send");
        await cluster.Brokers[0].WaitForAsync(RequestCode.Heartbeat, 1);

        cluster.Brokers[0].Sends.ShouldHaveSingleItem().Fields["a"].ShouldBe("shop%sellers");
        cluster.Brokers[0].Received(RequestCode.Heartbeat)[0].BodyText.ShouldContain("\"shop%sellers\"");
    }

    [Fact]
    public async Task A_namespace_of_the_second_kind_is_a_field_of_every_request()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(configure: options =>
        {
            options.NamespaceV2 = "shop";
            options.Credentials = new AclCredentials("someone", "secret");
        });
        Producer producer = client.CreateProducer();
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send");

        ScriptedRequest send = cluster.Brokers[0].Sends.ShouldHaveSingleItem();
        foreach (ScriptedRequest request in new[] { send, cluster.NameServer.Received(RequestCode.GetRouteInfoByTopic)[0] })
        {
            request.Fields["nsd"].ShouldBe("true");
            request.Fields["ns"].ShouldBe("shop");
            request.Fields["Signature"].ShouldBe(AclSignature.Sign(request.Fields, request.Body, "secret"));
        }
        send.Fields["b"].ShouldBe("orders");
    }

    [Fact]
    public void Unusable_namespaces_are_refused()
    {
        Should.Throw<ArgumentException>(() => Create(options => options.Namespace = "a%b")).Message.ShouldContain("Namespace");
        Should.Throw<ArgumentException>(() => Create(options => options.Namespace = "a b")).Message.ShouldContain("Namespace");
        Should.Throw<ArgumentException>(() =>
            Create(options =>
            {
                options.Namespace = "a";
                options.NamespaceV2 = "b";
            })
        );
    }

    private static RocketMqClient Create(Action<RocketMqClientOptions> configure)
    {
        RocketMqClientOptions options = new() { NameServers = ["127.0.0.1:9876"] };
        configure(options);
        return new RocketMqClient(options);
    }

    private static RocketMqClient Connect(EmbeddedBroker broker, string? nameSpace) =>
        new(new() { NameServers = [broker.NameServerAddress], Namespace = nameSpace });
}
