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

    [Fact]
    public async Task The_last_commit_yields_to_an_owner_that_is_further()
    {
        RecordingOffsetStore store = new();
        var committer = new OffsetCommitter(store, NullLogger.Instance);
        using ProcessQueue behind = CreateQueue(0);
        using ProcessQueue ahead = CreateQueue(1);
        store.Offsets[behind.Queue] = 9;
        store.Offsets[ahead.Queue] = 3;
        behind.Release();
        ahead.Release();
        await committer.CommitLastAsync(behind);
        await committer.CommitLastAsync(ahead);
        store.Offsets[behind.Queue].ShouldBe(9);
        store.Offsets[ahead.Queue].ShouldBe(5);
    }

    [Fact]
    public async Task A_reset_comes_after_a_commit_under_way_and_stays()
    {
        RecordingOffsetStore store = new() { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var committer = new OffsetCommitter(store, NullLogger.Instance);
        using ProcessQueue queue = CreateQueue(0);
        Task commit = committer.CommitAllAsync([queue], TestContext.Current.CancellationToken).AsTask();
        Task reset = committer.ResetAsync(queue, 2, TestContext.Current.CancellationToken).AsTask();
        store.Gate.SetResult();
        await Task.WhenAll(commit, reset).Within("both writes");
        store.Writes.ShouldBe([5, 2]);
        queue.CommitOffset.ShouldBe(2);
        await committer.CommitAllAsync([queue], TestContext.Current.CancellationToken).Within("another round");
        store.Writes.Count.ShouldBe(2, "nothing moved since");
    }

    [Fact]
    public async Task A_reset_that_a_release_overtakes_is_not_undone_by_the_last_commit()
    {
        RecordingOffsetStore store = new() { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var committer = new OffsetCommitter(store, NullLogger.Instance);
        using ProcessQueue queue = CreateQueue(0);
        Task commit = committer.CommitAllAsync([queue], TestContext.Current.CancellationToken).AsTask();
        Task reset = committer.ResetAsync(queue, 2, TestContext.Current.CancellationToken).AsTask();
        queue.Release();
        Task last = committer.CommitLastAsync(queue).AsTask();
        store.Gate.SetResult();
        await Task.WhenAll(commit, reset, last).Within("the writes");
        await committer.CommitLastAsync(queue).AsTask().Within("the commit after the handlers ended");
        store.Offsets[queue.Queue].ShouldBe(2);
        queue.Position.Interrupted.IsCancellationRequested.ShouldBeTrue("it pulls no more");
    }

    [Fact]
    public async Task A_reset_of_several_queues_does_not_stop_at_one_that_fails()
    {
        RecordingOffsetStore store = new();
        var committer = new OffsetCommitter(store, NullLogger.Instance);
        using ProcessQueue failing = CreateQueue(0);
        using ProcessQueue other = CreateQueue(1);
        store.Refused.Add(failing.Queue);
        await committer.ResetAllAsync([(failing, 1), (other, 2)], TestContext.Current.CancellationToken).Within("the resets");
        store.Offsets[other.Queue].ShouldBe(2);

        store.Refused.Clear();
        await committer.CommitAllAsync([failing, other], TestContext.Current.CancellationToken).Within("the next round");
        store.Offsets[failing.Queue].ShouldBe(1, "it was sent there all the same");
    }

    [Fact]
    public async Task A_queue_whose_lock_is_lost_is_not_committed()
    {
        RecordingOffsetStore store = new();
        using ProcessQueue queue = new(new MessageQueue("orders", "broker-a", 0), 5, new FlowLimits(100, 1 << 20, 100), _time);
        queue.Lease.Renew(_time.GetTimestamp());
        queue.Lease.Lose();
        await new OffsetCommitter(store, NullLogger.Instance)
            .CommitAllAsync([queue], TestContext.Current.CancellationToken)
            .Within("the round");
        store.Writes.ShouldBeEmpty();
    }

    private ProcessQueue CreateQueue(int queueId)
    {
        ProcessQueue queue = new(new MessageQueue("orders", "broker-a", queueId), 5, new FlowLimits(100, 1 << 20, 100), _time);
        queue.Lease.Waive();
        return queue;
    }
}
