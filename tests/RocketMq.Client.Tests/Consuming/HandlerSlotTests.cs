using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Consuming;

public sealed class HandlerSlotTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ProcessQueue _queue;
    private readonly HandlerSlot _slot;

    public HandlerSlotTests()
    {
        _queue = new ProcessQueue(StoredRecord.Queue, 0, new FlowLimits(1, 1, 1), _time);
        _slot = new HandlerSlot(_time);
    }

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Cancels_only_what_runs_too_long()
    {
        CancellationToken token = _slot.Begin(_queue);
        _time.Advance(TimeSpan.FromSeconds(9));
        _slot.CancelIfOlderThan(TimeSpan.FromSeconds(10), NullLogger.Instance).ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        _slot.CancelIfOlderThan(TimeSpan.FromSeconds(10), NullLogger.Instance).ShouldBe(_queue);
        token.IsCancellationRequested.ShouldBeTrue();
        _slot.CancelIfOlderThan(TimeSpan.FromSeconds(10), NullLogger.Instance).ShouldBeNull("it is cancelled already");
    }

    [Fact]
    public void The_next_call_gets_a_fresh_token()
    {
        CancellationToken first = _slot.Begin(_queue);
        _slot.CancelIfFor(_queue, NullLogger.Instance).ShouldBe(_queue);
        _slot.End();
        CancellationToken second = _slot.Begin(_queue);
        first.IsCancellationRequested.ShouldBeTrue();
        second.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void A_free_slot_is_not_cancelled()
    {
        CancellationToken token = _slot.Begin(_queue);
        _slot.End();
        _slot.CancelIfFor(_queue, NullLogger.Instance).ShouldBeNull();
        token.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void A_callback_that_throws_is_reported_and_stops_nothing()
    {
        var log = new LogLines();
        CancellationToken token = _slot.Begin(_queue);
        using CancellationTokenRegistration callback = token.Register(() =>
            throw new InvalidOperationException("the callback's own words")
        );
        _slot.CancelIfFor(_queue, log.CreateLogger("")).ShouldBe(_queue);
        token.IsCancellationRequested.ShouldBeTrue();
        log.All.ShouldHaveSingleItem().ShouldContain("threw when the token was cancelled");
    }
}
