using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests;

public sealed class SendingTests
{
    private const int Messages = 200;

    private static CancellationToken Cancellation => RealCluster.Cancellation;

    [Fact]
    public async Task What_is_sent_is_consumed_as_it_was_once_each()
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync();
        var arrivals = new Arrivals<(string Body, string? Tag, string? Note, string Id)>(Messages);
        await cluster.StartConsumerAsync(
            (message, _) =>
            {
                message.TryGetProperty("note", out string? note);
                arrivals.Add((Encoding.UTF8.GetString(message.Body.Span), message.Tag, note, message.MessageId));
                return new(ConsumeResult.Success);
            }
        );

        Producer producer = cluster.CreateProducer();
        var sent = new List<(string, string?, string?, string)>();
        for (int number = 0; number < Messages; number++)
        {
            var message = new Message(cluster.Topic, Encoding.UTF8.GetBytes($"订单 {number}")) { Tag = "created", Keys = [$"A-{number}"] };
            message.Properties["note"] = $"№ {number}";
            SendReceipt receipt = await producer.SendAsync(message, Cancellation).Within("a send");
            receipt.Status.ShouldBe(SendStatus.Stored);
            sent.Add(($"订单 {number}", "created", $"№ {number}", receipt.MessageId));
        }

        await arrivals.Complete.Within("all messages");
        arrivals.All.ShouldBe(sent, ignoreOrder: true);
    }

    [Fact]
    public async Task One_way_messages_arrive()
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync();
        var arrivals = new Arrivals<int>(Messages);
        await cluster.StartConsumerAsync(
            (message, _) =>
            {
                arrivals.Add(BitConverter.ToInt32(message.Body.Span));
                return new(ConsumeResult.Success);
            }
        );

        Producer producer = cluster.CreateProducer();
        for (int number = 0; number < Messages; number++)
            await producer.SendOneWayAsync(new Message(cluster.Topic, BitConverter.GetBytes(number)), Cancellation).Within("a send");

        await arrivals.Complete.Within("all messages");
        arrivals.All.ShouldBe(Enumerable.Range(0, Messages), ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_over_4_MiB_is_refused_before_it_is_sent()
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync(cluster.Topic, queues: 1);
        Producer producer = cluster.CreateProducer();
        var message = new Message(cluster.Topic, new byte[(4 * 1024 * 1024) + 1]);

        RocketMqException refused = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(message, Cancellation).Within("the refusal")
        );

        refused.Reason.ShouldBe(RocketMqErrorReason.MessageTooLarge);
        refused.Message.ShouldContain("MaxMessageSize");
        MessageQueue queue = (
            await producer.GetPublishQueuesAsync(cluster.Topic, Cancellation).Within("the queues")
        ).ShouldHaveSingleItem();
        (await cluster.Client.Administration.GetMaxOffsetAsync(queue, Cancellation).Within("the end of the queue")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_of_4_MiB_arrives()
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync();
        byte[] body = new byte[4 * 1024 * 1024];
        new Random(17).NextBytes(body);
        var received = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            (message, _) =>
            {
                received.TrySetResult(message.Detach());
                return new(ConsumeResult.Success);
            }
        );

        await cluster.CreateProducer().SendAsync(new Message(cluster.Topic, body), Cancellation).Within("the send");

        (await received.Task.Within("the message")).Body.Span.SequenceEqual(body).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_topic_is_an_error_that_names_whom_was_asked_and_the_way_out()
    {
        await using RealCluster cluster = RealCluster.Connect();

        RocketMqException unknown = await Should.ThrowAsync<RocketMqException>(() =>
            cluster.Client.Administration.GetRouteAsync(cluster.Topic, Cancellation).Within("the answer")
        );

        unknown.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
        unknown.Message.ShouldContain(cluster.Topic);
        unknown.Message.ShouldContain("CreateTopicAsync");
    }
}
