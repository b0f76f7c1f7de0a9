using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.BrokenPeers;

public sealed class ClockJumpTests
{
    private readonly JumpingClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_send_in_flight_neither_times_out_nor_waits_longer_when_the_clock_jumps(int days)
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        TaskCompletionSource jumped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.Once(RequestCode.SendMessageV2, Answers.After(jumped.Task, context => context.Reply(ResponseCode.Success, Stored)));
        Producer producer = cluster.CreateClient(_clock).CreateProducer(new() { Retries = 0, SendTimeout = TimeSpan.FromSeconds(30) });
        Task<SendReceipt> send = producer.SendAsync(new Message("orders", new byte[1]), Cancellation).AsTask();
        await broker.WaitForAsync(RequestCode.SendMessageV2, 1);

        _clock.Jump(TimeSpan.FromDays(days));
        jumped.SetResult();

        (await send.Within("the send")).Status.ShouldBe(SendStatus.Stored);
        broker.Sends.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ids_stay_unique_and_messages_in_order_over_jumps_of_both_sides()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(
            new() { TimeProvider = _clock, Topics = [new TopicDefinition("orders") { WriteQueues = 1 }] },
            Cancellation
        );
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress], TimeProvider = _clock });
        await using Producer producer = client.CreateProducer();
        var handled = new Handled();
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions
            {
                Group = "billing",
                From = ConsumeFrom.First,
                Orderly = true,
            }.Subscribe("orders"),
            handled.HandleAsync
        );
        await consumer.StartAsync(Cancellation).Within("the consumer's start");

        HashSet<string> ids = [];
        List<string> sent = [];
        foreach (int days in new[] { 0, 1, -2, 40, -39 })
        {
            _clock.Jump(TimeSpan.FromDays(days));
            for (int number = 0; number < 50; number++)
            {
                sent.Add($"{days} {number}");
                SendReceipt receipt = await producer
                    .SendAsync(new Message("orders", System.Text.Encoding.UTF8.GetBytes(sent[^1])), Cancellation)
                    .Within("a send");
                ids.Add(receipt.MessageId).ShouldBeTrue(receipt.MessageId);
                receipt.QueueOffset.ShouldBe(sent.Count - 1);
            }
        }

        await handled.Reaching(sent.Count).Within("all messages");
        handled.Bodies.ShouldBe(sent);
    }

    private static SendMessageResponseHeader Stored => new() { MessageId = "7F00000100002A9F0000000000000001", QueueOffset = 1 };
}
