using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Rebalancing;

/// <summary>A rebalance round may be under way while its subscription is replaced.</summary>
public sealed class ReplacedSubscriptionTests
{
    [Fact]
    public async Task A_round_that_began_before_the_expression_was_replaced_takes_no_queue_by_the_old_one()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = new("broker-a");
        cluster.SetRoute(TestCluster.Topic, queues: 1);
        ScriptedBroker broker = cluster.Broker("broker-a");
        RocketMqClient client = cluster.CreateClient(time);
        Action<Transport.RequestContext> members = Answers.Body(new ConsumerIdList { ConsumerIds = [client.ClientId] }.ToUtf8Bytes());
        var roundGoesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.Once(RequestCode.GetConsumerListByGroup, members);
        broker.Always(RequestCode.GetConsumerListByGroup, Answers.After(roundGoesOn.Task, members));
        broker.Always(RequestCode.QueryConsumerOffset, Answers.Refuse(ResponseCode.QueryNotFound));
        broker.Always(RequestCode.UpdateConsumerOffset, Answers.Success);
        broker.Always(RequestCode.PullMessage, Answers.Hang);
        await using PushConsumer consumer = client.CreatePushConsumer(TestCluster.Options("old"), new Handled().HandleAsync);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.AssignmentChanged += change =>
        {
            if (change.Released.Count > 0)
                released.TrySetResult();
        };
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        await broker.WaitForAsync(RequestCode.PullMessage, 1);
        // The start's own round was answered; this one waits.
        await broker.WaitForAsync(RequestCode.GetConsumerListByGroup, 2);

        Task replaced = consumer.SubscribeAsync(TestCluster.Topic, "new", TestCluster.Cancellation).AsTask();
        await TestCluster.WithinAsync(released.Task, "what was read by the old expression is given up");
        roundGoesOn.SetResult();
        await TestCluster.WithinAsync(replaced, "the expression is replaced");

        consumer.AssignedQueues.Count.ShouldBe(1, "the next round took the queue over");
        await broker.WaitForAsync(RequestCode.PullMessage, 2);
        string[] versions = [.. broker.Received(RequestCode.PullMessage).Select(pull => pull.Fields["subVersion"])];
        versions.Distinct().Count().ShouldBe(2, "the queue is read by the new expression only");
    }
}
