using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class OrderlyBacklogTests : IDisposable
{
    private readonly OrderlyBacklog _backlog = new();
    private readonly ProcessQueue _queue = new(StoredRecord.Queue, 0, new FlowLimits(100, 1 << 20, 100), new ManualTimeProvider());

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void The_turn_is_given_out_once_until_it_is_given_up()
    {
        List<Delivery> deliveries = Deliver(0, 1);
        _backlog.Add(deliveries).ShouldBeTrue();
        _backlog.Add(Deliver(2)).ShouldBeFalse("somebody has the turn");

        long[] order = new long[3];
        for (int i = 0; i < order.Length; i++)
        {
            _backlog.TryPeekOrGiveUpTurn(out Delivery next).ShouldBeTrue();
            order[i] = next.Message.QueueOffset;
            _backlog.Remove(next);
        }

        order.ShouldBe([0, 1, 2]);
        _backlog.TryPeekOrGiveUpTurn(out _).ShouldBeFalse();
        _backlog.Add(Deliver(3)).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_to_add_takes_no_turn() => _backlog.Add([]).ShouldBeFalse();

    [Fact]
    public void A_message_stays_first_until_it_is_removed()
    {
        _backlog.Add(Deliver(0, 1));
        _backlog.TryPeekOrGiveUpTurn(out Delivery once);
        _backlog.TryPeekOrGiveUpTurn(out Delivery again);
        again.ShouldBe(once);
    }

    [Fact]
    public void Removing_after_a_clear_removes_nothing_new()
    {
        List<Delivery> old = Deliver(0);
        _backlog.Add(old);
        _backlog.Clear();
        _backlog.Add(Deliver(5));
        _backlog.Remove(old[0]);
        _backlog.TryPeekOrGiveUpTurn(out Delivery next).ShouldBeTrue();
        next.Message.QueueOffset.ShouldBe(5);
    }

    private List<Delivery> Deliver(params long[] offsets)
    {
        List<Delivery> deliveries = [];
        _queue.TryAppend(_queue.Position, [.. offsets.Select(offset => StoredRecord.CreateMessage(offset))], offsets[^1] + 1, deliveries);
        return deliveries;
    }
}
