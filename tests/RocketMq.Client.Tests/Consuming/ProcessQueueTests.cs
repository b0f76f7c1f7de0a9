using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class ProcessQueueTests
{
    private static readonly FlowLimits Wide = new(1000, 1 << 20, 2000);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_commit_offset_is_the_smallest_that_is_not_settled()
    {
        ProcessQueue queue = Create(10, Wide);
        List<Delivery> deliveries = Append(queue, 15, 10, 12, 14);

        queue.CommitOffset.ShouldBe(10);
        Handle(queue, deliveries[1]);
        queue.CommitOffset.ShouldBe(10);
        Handle(queue, deliveries[0]);
        queue.CommitOffset.ShouldBe(14);
        Handle(queue, deliveries[2]);
        queue.CommitOffset.ShouldBe(15, "offsets the broker filtered out are passed when nothing is left before them");
    }

    [Fact]
    public void A_pull_without_matches_moves_the_commit_offset_only_when_nothing_is_pending()
    {
        ProcessQueue queue = Create(0, Wide);
        Append(queue, 100);
        queue.CommitOffset.ShouldBe(100);

        List<Delivery> deliveries = Append(queue, 101, 100);
        Append(queue, 500);
        queue.CommitOffset.ShouldBe(100);
        Handle(queue, deliveries[0]);
        queue.CommitOffset.ShouldBe(500);
    }

    [Fact]
    public async Task Pulling_waits_until_there_is_room_and_is_woken_by_a_completion()
    {
        ProcessQueue queue = Create(0, new FlowLimits(2, 1 << 20, 2000));
        List<Delivery> deliveries = Append(queue, 3, 0, 1, 2);
        queue.HasRoom().ShouldBeFalse();

        Task room = queue.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        room.IsCompleted.ShouldBeFalse();
        Handle(queue, deliveries[2]);
        await room.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Bytes_and_span_limit_as_well()
    {
        ProcessQueue byBytes = Create(0, new FlowLimits(1000, 10, 2000));
        Append(byBytes, 1, 0);
        byBytes.HasRoom().ShouldBeFalse();

        ProcessQueue bySpan = Create(0, new FlowLimits(1000, 1 << 20, 100));
        List<Delivery> deliveries = Append(bySpan, 102, 0, 101);
        bySpan.HasRoom().ShouldBeFalse();
        Handle(bySpan, deliveries[0]);
        bySpan.HasRoom().ShouldBeTrue();
    }

    [Fact]
    public async Task Release_stops_new_calls_and_waits_for_running_ones_which_still_count()
    {
        ProcessQueue queue = Create(0, Wide);
        List<Delivery> deliveries = Append(queue, 2, 0, 1);
        queue.TryBegin(deliveries[0].Sequence).ShouldBeTrue();

        queue.Release();
        queue.Position.Interrupted.IsCancellationRequested.ShouldBeTrue();
        queue.TryBegin(deliveries[1].Sequence).ShouldBeFalse();
        queue.TryAppend(queue.Position, [StoredRecord.CreateMessage(2)], 3, deliveries).ShouldBeFalse();
        Task idle = queue.WhenIdleAsync();
        idle.IsCompleted.ShouldBeFalse();

        queue.Complete(deliveries[0].Sequence);
        queue.End();
        await idle.WaitAsync(Patience, TestContext.Current.CancellationToken);
        queue.CommitOffset.ShouldBe(1);
    }

    [Fact]
    public void A_restart_forgets_what_was_pulled_interrupts_the_pull_and_ignores_its_answer()
    {
        ProcessQueue queue = Create(100, Wide);
        List<Delivery> before = Append(queue, 101, 100);
        PullPosition position = queue.Position;
        queue.TryBegin(before[0].Sequence).ShouldBeTrue();

        queue.Restart(7);
        position.Interrupted.IsCancellationRequested.ShouldBeTrue();
        queue.TryAppend(position, [StoredRecord.CreateMessage(101)], 102, before).ShouldBeFalse();
        List<Delivery> after = Append(queue, 8, 7);
        queue.Complete(before[0].Sequence);
        queue.End();

        queue.CommitOffset.ShouldBe(7, "a result from before the restart has no effect");
        Handle(queue, after[0]);
        queue.CommitOffset.ShouldBe(8);
        queue.Position.Interrupted.IsCancellationRequested.ShouldBeFalse();
    }

    private static ProcessQueue Create(long startOffset, FlowLimits limits) =>
        new(StoredRecord.Queue, startOffset, limits, new ManualTimeProvider());

    private static List<Delivery> Append(ProcessQueue queue, long nextOffset, params long[] offsets)
    {
        List<Delivery> deliveries = [];
        queue
            .TryAppend(queue.Position, [.. offsets.Select(offset => StoredRecord.CreateMessage(offset))], nextOffset, deliveries)
            .ShouldBeTrue();
        return deliveries;
    }

    private static void Handle(ProcessQueue queue, Delivery delivery)
    {
        queue.TryBegin(delivery.Sequence).ShouldBeTrue();
        queue.Complete(delivery.Sequence);
        queue.End();
    }
}
