using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.EndToEnd;

public sealed class OrderlyDispatchTests
{
    private const int Orders = 20;
    private const int StepsPerOrder = 6;

    [Fact]
    public async Task Messages_of_one_key_are_handled_in_their_order()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(Orders * StepsPerOrder);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new Billing(handled));

        await SendAsync(cluster);

        await cluster.WithinAsync(handled.Complete, "all orders are handled");
        ShouldBeInOrder(handled);
        await consumer.DisposeAsync();
        consumer.Statistics.Handled.ShouldBe(Orders * StepsPerOrder);
        (consumer.Statistics.Failed, consumer.Statistics.UnknownTags, consumer.Statistics.UndecodableBodies).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Two_consumers_of_one_group_share_the_queues_and_keep_the_order()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(Orders * StepsPerOrder);
        TypedConsumer first = await cluster.StartConsumerAsync(new Billing(handled));
        TypedConsumer second = await cluster.StartConsumerAsync(new Billing(handled));
        await cluster.AdvanceUntilAsync(BothOwnQueuesAsync(first, second), TimeSpan.FromMinutes(3), "both consumers own queues");

        await SendAsync(cluster);

        await cluster.AdvanceUntilAsync(handled.Complete, TimeSpan.FromMinutes(3), "all orders are handled");
        ShouldBeInOrder(handled);
        first.Statistics.Handled.ShouldBeGreaterThan(0);
        second.Statistics.Handled.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_suspended_message_comes_again_before_its_successor()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(3);
        TypedConsumer consumer = await cluster.StartConsumerAsync(new Billing(handled));

        await cluster.Messages.OrderPlaced.SendAsync(new("A-17", "suspend-once", 1m, 1), TypedCluster.Cancellation);
        await cluster.Messages.OrderPaid.SendAsync(new("A-17", 2), TypedCluster.Cancellation);

        await cluster.AdvanceUntilAsync(handled.Complete, TimeSpan.FromSeconds(30), "the order is handled");
        handled.Steps["A-17"].ShouldBe([1, 1, 2]);
        handled.Contexts.Select(context => context.Attempt).ShouldBe([1, 2]);
        consumer.Statistics.Returned.ShouldBe(1);
    }

    [Fact]
    public async Task The_context_says_where_the_message_comes_from()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var handled = new HandledMessages(1);
        await cluster.StartConsumerAsync(new Billing(handled));

        SendReceipt receipt = await cluster.Messages.OrderPlaced.SendAsync(new("A-17", "C-4", 1m, 1), TypedCluster.Cancellation);

        await cluster.WithinAsync(handled.Complete, "the order is handled");
        ReceiveContext context = handled.Contexts.Single();
        (context.Group, context.Topic, context.Tag, context.OrderKey, context.Attempt).ShouldBe(("billing", "orders", "placed", "A-17", 1));
        (context.MessageId, context.BrokerName, context.QueueId, context.QueueOffset).ShouldBe(
            (receipt.MessageId, receipt.Queue.BrokerName, receipt.Queue.QueueId, receipt.QueueOffset)
        );
        context.Keys.ShouldBe(["C-4"]);
        context.TryGetProperty("amount", out string? amount).ShouldBeTrue();
        amount.ShouldBe("1");
        context.BornTime.ShouldBe(cluster.Time.GetUtcNow());
    }

    private static async Task SendAsync(TypedCluster cluster)
    {
        for (int step = 0; step < StepsPerOrder; step++)
        {
            for (int order = 0; order < Orders; order++)
            {
                Task<SendReceipt> send =
                    step % 2 == 0
                        ? cluster
                            .Messages.OrderPlaced.SendAsync(new($"order-{order}", null, order, step), TypedCluster.Cancellation)
                            .AsTask()
                        : cluster.Messages.OrderPaid.SendAsync(new($"order-{order}", step), TypedCluster.Cancellation).AsTask();
                await cluster.WithinAsync(send, $"step {step} of order {order} is sent");
            }
        }
    }

    private static async Task BothOwnQueuesAsync(TypedConsumer first, TypedConsumer second)
    {
        while (first.AssignedQueues.Count == 0 || second.AssignedQueues.Count == 0)
            await Task.Yield();
    }

    private static void ShouldBeInOrder(HandledMessages handled)
    {
        handled.Steps.Count.ShouldBe(Orders);
        handled.Steps.Values.ShouldAllBe(steps => steps.SequenceEqual(Enumerable.Range(0, StepsPerOrder)));
    }
}
