using System.Text;
using RocketMq.Tests;

namespace RocketMq.Client.Tests.Requesting;

/// <summary>Requests and replies when the cluster has several brokers: a reply is passed on only by a broker that knows who asked.</summary>
public sealed class SeveralBrokersTests
{
    private const string Topic = "orders";
    private const string ReplyTopic = "DefaultCluster_REPLY_TOPIC";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_reply_comes_back_through_the_broker_that_took_its_request()
    {
        await using TwoBrokers cluster = await TwoBrokers.StartAsync(Topic);
        cluster.SetRoute(Topic, cluster.A, cluster.B);
        cluster.SetRoute(ReplyTopic, cluster.A, cluster.B);
        await using PushConsumer responder = await StartResponderAsync(cluster);

        await AskAsync(cluster, count: 20);
        await StopAsync(responder);

        long onA = cluster.A.Inspection.CountMessages(Topic);
        long onB = cluster.B.Inspection.CountMessages(Topic);
        (onA, onB).ShouldBe((10, 10));
        cluster.A.Inspection.CountMessages(ReplyTopic).ShouldBe(onA);
        cluster.B.Inspection.CountMessages(ReplyTopic).ShouldBe(onB);
    }

    [Fact]
    public async Task A_reply_arrives_from_a_broker_that_no_request_went_to()
    {
        await using TwoBrokers cluster = await TwoBrokers.StartAsync(Topic);
        cluster.SetRoute(Topic, cluster.A);
        cluster.SetRoute(ReplyTopic, cluster.B);
        await using PushConsumer responder = await StartResponderAsync(cluster);

        await AskAsync(cluster, count: 5);
        await StopAsync(responder);

        cluster.A.Inspection.CountMessages(ReplyTopic).ShouldBe(0);
        cluster.B.Inspection.CountMessages(ReplyTopic).ShouldBe(5);
    }

    private static async Task AskAsync(TwoBrokers cluster, int count)
    {
        Producer producer = cluster.CreateClient().CreateProducer(new() { Group = "asking" });
        Reply[] replies = await Task.WhenAll(
                Enumerable
                    .Range(0, count)
                    .Select(number =>
                        producer.RequestAsync(
                            new Message(Topic, Encoding.UTF8.GetBytes($"{number}")),
                            TimeSpan.FromSeconds(10),
                            Cancellation
                        )
                    )
            )
            .Within("the replies");
        replies.Select(reply => reply.BodyText).ShouldBe(Enumerable.Range(0, count).Select(number => $"re: {number}"));
    }

    // A broker hands a reply on before it stores it; whoever sent the reply has its answer when it is stored.
    private static Task StopAsync(PushConsumer responder) => responder.DisposeAsync().AsTask().Within("the answers to the replies");

    private static async Task<PushConsumer> StartResponderAsync(TwoBrokers cluster)
    {
        RocketMqClient client = cluster.CreateClient();
        Producer responder = client.CreateProducer(new() { Group = "responders" });
        PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "responders", From = ConsumeFrom.First }.Subscribe(Topic),
            async (message, token) =>
            {
                await responder.ReplyAsync(message, Encoding.UTF8.GetBytes($"re: {Encoding.UTF8.GetString(message.Body.Span)}"), token);
                return ConsumeResult.Success;
            }
        );
        await consumer.StartAsync(Cancellation).Within("the responder's start");
        return consumer;
    }
}
