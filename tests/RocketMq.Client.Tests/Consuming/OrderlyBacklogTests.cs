using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class OrderlyBacklogTests : IDisposable
{
    private readonly ProcessQueue _queue = new(StoredRecord.Queue, 0, new FlowLimits(100, 1 << 20, 100), new ManualTimeProvider());
    private readonly List<OrderLane> _started = [];

    private OrderlyBacklog Backlog => _queue.Backlog;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void The_turn_is_given_out_once_until_it_is_given_up()
    {
        Add(byKey: false, Deliver(0, 1));
        OrderLane lane = _started.ShouldHaveSingleItem();
        Add(byKey: false, Deliver(2));
        _started.Count.ShouldBe(1, "somebody has the turn");

        long[] order = new long[3];
        for (int i = 0; i < order.Length; i++)
        {
            Backlog.TryPeekOrGiveUpTurn(lane, 1).ShouldBeTrue();
            order[i] = lane.Taken[0].Message.QueueOffset;
            Backlog.Remove(lane, lane.Taken[0]);
        }

        order.ShouldBe([0, 1, 2]);
        Backlog.TryPeekOrGiveUpTurn(lane, 1).ShouldBeFalse();
        Add(byKey: false, Deliver(3));
        _started.Count.ShouldBe(2);
    }

    [Fact]
    public void Nothing_to_add_takes_no_turn()
    {
        Add(byKey: false, []);
        _started.ShouldBeEmpty();
    }

    [Fact]
    public void A_message_stays_first_until_it_is_removed()
    {
        Add(byKey: false, Deliver(0, 1));
        Backlog.TryPeekOrGiveUpTurn(_started[0], 1);
        Delivery once = _started[0].Taken[0];
        Backlog.TryPeekOrGiveUpTurn(_started[0], 1);
        _started[0].Taken.ShouldBe([once]);
    }

    [Fact]
    public void Several_are_taken_in_order_and_no_more_than_asked_for()
    {
        Add(byKey: false, Deliver(0, 1, 2));
        Backlog.TryPeekOrGiveUpTurn(_started[0], 2).ShouldBeTrue();
        _started[0].Taken.Select(delivery => delivery.Message.QueueOffset).ShouldBe([0, 1]);
        Backlog.TryPeekOrGiveUpTurn(_started[0], 9).ShouldBeTrue();
        _started[0].Taken.Select(delivery => delivery.Message.QueueOffset).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Removing_after_a_clear_removes_nothing_new()
    {
        List<Delivery> old = Deliver(0);
        Add(byKey: false, old);
        Backlog.Clear();
        Add(byKey: false, Deliver(5));
        OrderLane lane = _started.ShouldHaveSingleItem("the lane is still somebody's");
        Backlog.Remove(lane, old[0]);
        Backlog.TryPeekOrGiveUpTurn(lane, 1).ShouldBeTrue();
        lane.Taken[0].Message.QueueOffset.ShouldBe(5);
    }

    [Fact]
    public void Each_key_has_a_lane_and_those_without_share_one()
    {
        List<Delivery> deliveries = [.. Deliver(("a", 0L), ("b", 1L), (null, 2L), ("a", 3L), (null, 4L))];
        Add(byKey: true, deliveries);
        _started
            .Select(lane => lane.Waiting.Select(delivery => delivery.Message.QueueOffset).ToArray())
            .ShouldBe([new long[] { 0, 3 }, new long[] { 1 }, new long[] { 2, 4 }]);
    }

    private void Add(bool byKey, List<Delivery> deliveries) => Backlog.Add(deliveries, byKey, _started);

    private List<Delivery> Deliver(params long[] offsets) => Deliver([.. offsets.Select(offset => ((string?)null, offset))]);

    private List<Delivery> Deliver(params (string? Key, long Offset)[] records)
    {
        List<Delivery> deliveries = [];
        if (records.Length > 0)
        {
            List<ReceivedMessage> messages = [.. records.Select(record => StoredRecord.CreateMessage(record.Offset, key: record.Key))];
            _queue.TryAppend(_queue.Position, messages, records[^1].Offset + 1, deliveries);
        }

        return deliveries;
    }
}
