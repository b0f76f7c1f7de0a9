using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;
using RocketMq.Offsets;
using RocketMq.Protocol;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Offsets;

public sealed class OffsetCommitterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_queue_that_was_given_up_is_left_to_its_release()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.Broker("broker-a").Always(RequestCode.UpdateConsumerOffset, Answers.Success);
        RocketMqClient client = cluster.CreateClient(_time);
        await client.Session.Routes.GetAsync("orders", TestContext.Current.CancellationToken);
        using ProcessQueue given = CreateQueue(0);
        using ProcessQueue kept = CreateQueue(1);
        given.Release();

        var committer = new OffsetCommitter(new BrokerOffsetStore(client.Session, "billing"), NullLogger.Instance);
        await committer.CommitAllAsync([given, kept], TestContext.Current.CancellationToken).Within("the commits");
        cluster.Broker("broker-a").Received(RequestCode.UpdateConsumerOffset).ShouldHaveSingleItem().Fields["queueId"].ShouldBe("1");
    }

    private ProcessQueue CreateQueue(int queueId)
    {
        ProcessQueue queue = new(new MessageQueue("orders", "broker-a", queueId), 5, new FlowLimits(100, 1 << 20, 100), _time);
        queue.Lease.Waive();
        return queue;
    }
}
