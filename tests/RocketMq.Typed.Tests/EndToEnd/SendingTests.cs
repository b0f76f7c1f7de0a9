using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.EndToEnd;

public sealed class SendingTests
{
    [Fact]
    public async Task A_fifo_message_goes_to_the_queue_that_Java_would_choose()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();

        foreach (string key in (string[])["a", "order-1", "order-2", "polygenelubricants", "订单"])
        {
            SendReceipt receipt = await cluster.Messages.OrderPlaced.SendAsync(new(key, null, 1m, 0), TypedCluster.Cancellation);

            receipt.Queue.QueueId.ShouldBe(JavaStringHash.SelectQueue(JavaStringHash.Compute(key), 8), key);
        }
    }

    [Fact]
    public async Task Tag_keys_properties_and_content_type_travel_beside_the_body()
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();
        var received = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PushConsumer raw = cluster
            .CreateClient()
            .CreatePushConsumer(
                new PushConsumerOptions { Group = "raw", From = ConsumeFrom.First }.Subscribe("orders"),
                (message, _) =>
                {
                    received.TrySetResult(message.Detach());
                    return new(ConsumeResult.Success);
                }
            );
        await raw.StartAsync(TypedCluster.Cancellation);

        await cluster.Messages.OrderPlaced.SendAsync(new("A-17", "C-4", 12.50m, 3), TypedCluster.Cancellation);
        await cluster.WithinAsync(received.Task, "the message is received");

        ReceivedMessage message = await received.Task;
        message.Tag.ShouldBe("placed");
        message.Keys.ShouldBe(["C-4"]);
        message.Properties["__SHARDINGKEY"].ShouldBe("A-17");
        message.Properties["amount"].ShouldBe("12.50");
        message.Properties["contentType"].ShouldBe("application/vnd.msgpack");
        Convert.ToHexStringLower(message.Body.Span).ShouldBe("94" + "a4412d3137" + "a3432d34" + "a531322e3530" + "03");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_fifo_message_without_a_key_is_refused(string? key)
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();

        ArgumentException refused = await Should.ThrowAsync<ArgumentException>(async () =>
            await cluster.Messages.OrderPlaced.SendAsync(new(key!, null, 1m, 0), TypedCluster.Cancellation)
        );

        refused.Message.ShouldContain("OrderPlaced");
        refused.Message.ShouldContain("[OrderKey]");
    }

    [Theory]
    [InlineData("two keys")]
    [InlineData("")]
    public async Task A_message_key_with_white_space_is_refused(string key)
    {
        await using TypedCluster cluster = await TypedCluster.StartAsync();

        ArgumentException refused = await Should.ThrowAsync<ArgumentException>(async () =>
            await cluster.Messages.OrderPlaced.SendAsync(new("A-17", key, 1m, 0), TypedCluster.Cancellation)
        );

        refused.Message.ShouldContain("white space");
        cluster.Broker.Inspection.CountMessages("orders").ShouldBe(0);
    }
}
