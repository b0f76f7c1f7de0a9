using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class ConcurrentDispatcherTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _time = new();
    private readonly ConsumeCounters _counters = new();
    private readonly ScriptedReturn _return = new();
    private readonly ProcessQueue _queue;

    public ConcurrentDispatcherTests() => _queue = new ProcessQueue(StoredRecord.Queue, 0, new FlowLimits(100, 1 << 20, 100), _time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_message_that_cannot_be_sent_back_in_any_way_is_kept_and_handled_again()
    {
        var attempts = new List<int>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using ConcurrentDispatcher dispatcher = Create(
            (message, _) =>
            {
                attempts.Add(message.Attempt);
                if (attempts.Count < 3)
                    return ValueTask.FromResult(ConsumeResult.RetryLater());

                done.SetResult();
                return default;
            }
        );
        _return.Answer = false;
        Dispatch(dispatcher);
        await _return.Called.WaitAsync(Patience, TestContext.Current.CancellationToken);
        _queue.CommitOffset.ShouldBe(0, "the message is not settled");

        await _time.AdvanceUntilAsync(done.Task, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), "It was not handled again.");
        await _queue.WhenIdleAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        attempts.ShouldBe([1, 2, 3]);
        _queue.CommitOffset.ShouldBe(1);
        await dispatcher.StopAsync();
    }

    [Fact]
    public async Task The_chosen_delay_level_and_the_dead_letter_reach_the_broker()
    {
        using ConcurrentDispatcher dispatcher = Create(
            (message, _) => ValueTask.FromResult(message.QueueOffset == 0 ? ConsumeResult.RetryLater(7) : ConsumeResult.DeadLetter)
        );
        Dispatch(dispatcher, 2);
        await _time.AdvanceUntilAsync(_return.CalledTwice, TimeSpan.Zero, TimeSpan.FromSeconds(1), "Both come back.");
        _return.Targets.ShouldBe([ReturnTarget.Retry(7), ReturnTarget.DeadLetter], ignoreOrder: true);
        await dispatcher.StopAsync();
        _counters.Read(0, 0).DeadLettered.ShouldBe(1);
        _counters.Read(0, 0).Retried.ShouldBe(1);
    }

    [Fact]
    public async Task What_gives_up_because_the_queue_is_taken_away_is_left_as_it_is()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using ConcurrentDispatcher dispatcher = Create(
            async (_, ct) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                return ConsumeResult.Success;
            }
        );
        Dispatch(dispatcher);
        await started.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        _queue.Release();
        foreach (HandlerSlot slot in dispatcher.Slots)
            slot.CancelIfFor(_queue, NullLogger.Instance);

        await _queue.WhenIdleAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        _return.Targets.ShouldBeEmpty();
        _queue.CommitOffset.ShouldBe(0);
        await dispatcher.StopAsync();
    }

    private ConcurrentDispatcher Create(MessageHandler handler) =>
        new(4, 1, new HandlerInvoker(handler, _counters, NullLogger.Instance), _return, _counters, _time, NullLogger.Instance);

    private void Dispatch(ConcurrentDispatcher dispatcher, int count = 1)
    {
        List<Delivery> deliveries = [];
        List<ReceivedMessage> messages = [.. Enumerable.Range(0, count).Select(offset => StoredRecord.CreateMessage(offset))];
        _queue.TryAppend(_queue.Position, messages, count, deliveries).ShouldBeTrue();
        dispatcher.Dispatch(_queue, deliveries);
    }
}
