using System.Text;

namespace RocketMq.Interop.Tests;

public sealed class RetryTests
{
    [Fact]
    public async Task A_message_whose_handler_fails_is_delivered_again_through_the_groups_retry_topic()
    {
        await using RealCluster cluster = RealCluster.Connect();
        await cluster.CreateTopicAsync();
        var attempts = new Arrivals<(string Id, int Attempt, string Topic, string Queue)>(2);
        await cluster.StartConsumerAsync(
            (message, _) =>
            {
                attempts.Add((message.MessageId, message.Attempt, message.Topic, message.Queue.Topic));
                return new(message.Attempt == 1 ? ConsumeResult.RetryLater(delayLevel: 1) : ConsumeResult.Success);
            }
        );

        SendReceipt receipt = await cluster
            .CreateProducer()
            .SendAsync(new Message(cluster.Topic, Encoding.UTF8.GetBytes("again")), RealCluster.Cancellation)
            .Within("the send");

        await attempts.Complete.Within("the second attempt");
        attempts.All.ShouldBe([
            (receipt.MessageId, 1, cluster.Topic, cluster.Topic),
            (receipt.MessageId, 2, cluster.Topic, $"%RETRY%{cluster.Group}"),
        ]);
    }
}
