using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Consuming;

public sealed class LostLockTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Consumers_hear_that_the_connection_to_a_broker_ended()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(_time);
        var consumer = new FakeConsumer("billing");
        client.Session.Register(consumer);
        await client.Session.Routes.GetAsync("orders", TestCluster.Cancellation);
        await client.Session.SendHeartbeatAsync(TestCluster.Cancellation);
        await cluster.Broker("broker-a").StopAsync();
        await TestCluster.WithinAsync(consumer.BrokerLost, "the consumer hears of it");
        (await consumer.BrokerLost).ShouldBe(client.Session.Brokers.GetMaster("broker-a"));
    }

    [Fact]
    public async Task After_the_connection_to_its_broker_ended_a_queue_is_locked_anew_before_its_next_message()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.SetRoute(TestCluster.Topic, queues: 1);
        ScriptedBroker broker = cluster.Broker("broker-a");
        RocketMqClient client = cluster.CreateClient(_time);
        broker.Always(
            RequestCode.GetConsumerListByGroup,
            Answers.Body(new ConsumerIdList { ConsumerIds = [client.ClientId] }.ToUtf8Bytes())
        );
        broker.Always(RequestCode.QueryConsumerOffset, Answers.Refuse(ResponseCode.QueryNotFound));
        broker.Always(RequestCode.UpdateConsumerOffset, Answers.Success);
        broker.Always(RequestCode.UnlockBatchMessageQueue, Answers.Success);
        broker.Always(
            RequestCode.LockBatchMessageQueue,
            Answers.Body(new LockBatchResult { LockOkMqSet = [new MessageQueue(TestCluster.Topic, "broker-a", 0)] }.ToUtf8Bytes())
        );
        broker.Always(RequestCode.PullMessage, Answers.Hang);
        byte[] records = [.. StoredRecord.Create(0, "1"), .. StoredRecord.Create(1, "2")];
        broker.Once(
            RequestCode.PullMessage,
            context => context.Reply(ResponseCode.Success, new PullMessageResponseHeader { NextBeginOffset = 2, MaxOffset = 2 }, records)
        );

        var locksBefore = new List<int>();
        var handled = new Handled();
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        await using PushConsumer consumer = client.CreatePushConsumer(
            options,
            (message, ct) =>
            {
                locksBefore.Add(broker.Received(RequestCode.LockBatchMessageQueue).Count);
                client.Session.FindConsumer(TestCluster.Group)!.OnBrokerLost(client.Session.Brokers.GetMaster("broker-a"));
                return handled.HandleAsync(message, ct);
            }
        );
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        await _time.AdvanceUntilAsync(
            handled.Reaching(2),
            TimeSpan.FromMilliseconds(250),
            TimeSpan.FromMinutes(1),
            "The second was not handled."
        );
        locksBefore[1].ShouldBeGreaterThan(locksBefore[0]);
    }
}
