using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class OrderlyDispatcherTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly ConsumeCounters _counters = new();
    private readonly ScriptedReturn _return = new();
    private readonly ScriptedLocks _locks;
    private readonly ProcessQueue _queue;

    public OrderlyDispatcherTests()
    {
        _locks = new ScriptedLocks(_time);
        _queue = new ProcessQueue(StoredRecord.Queue, 0, new FlowLimits(100, 1 << 20, 100), _time);
    }

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Nothing_is_handled_without_a_valid_lock()
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int locksBefore = 0;
        using OrderlyDispatcher dispatcher = Create(
            int.MaxValue,
            (_, _) =>
            {
                locksBefore = _locks.Asked;
                handled.TrySetResult();
                return default;
            }
        );
        _locks.GrantFrom = 3;
        Dispatch(dispatcher, 1);
        await _time.AdvanceUntilAsync(handled.Task, Second, 20 * Second, "It was not handled.");
        locksBefore.ShouldBe(3);
        await dispatcher.StopAsync();
    }

    [Fact]
    public async Task A_lock_that_lapses_stops_the_queue_before_the_next_message()
    {
        List<long> handled = [];
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Lease.Renew(_time.GetTimestamp());
        _locks.GrantFrom = 1;
        using OrderlyDispatcher dispatcher = Create(
            int.MaxValue,
            (message, _) =>
            {
                handled.Add(message.QueueOffset);
                if (message.QueueOffset == 0)
                    _time.Advance(30 * Second);
                else
                    done.SetResult();

                return default;
            }
        );
        Dispatch(dispatcher, 2);
        await _time.AdvanceUntilAsync(done.Task, Second, 20 * Second, "The second was not handled.");
        handled.ShouldBe([0, 1]);
        _locks.Asked.ShouldBe(1);
        await dispatcher.StopAsync();
    }

    [Fact]
    public async Task A_dead_letter_the_broker_does_not_take_keeps_its_place()
    {
        List<int> attempts = [];
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Lease.Renew(_time.GetTimestamp());
        _return.Answer = false;
        using OrderlyDispatcher dispatcher = Create(
            2,
            (message, _) =>
            {
                if (message.QueueOffset == 1)
                {
                    done.SetResult();
                    return default;
                }

                attempts.Add(message.Attempt);
                _return.Answer = attempts.Count >= 4;
                return ValueTask.FromResult(ConsumeResult.Suspend());
            }
        );
        Dispatch(dispatcher, 2);
        await _time.AdvanceUntilAsync(done.Task, Second, 20 * Second, "The queue did not go on.");
        attempts.ShouldBe([1, 2, 3, 4]);
        _return.Targets.ShouldBe([ReturnTarget.DeadLetter, ReturnTarget.DeadLetter, ReturnTarget.DeadLetter]);
        await dispatcher.StopAsync();
    }

    [Fact]
    public async Task Stopping_ends_a_worker_that_waits_for_its_lock()
    {
        _locks.Hang = true;
        using OrderlyDispatcher dispatcher = Create(int.MaxValue, (_, _) => default);
        Dispatch(dispatcher, 1);
        await _locks.Hanging.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await dispatcher.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private OrderlyDispatcher Create(int maxAttempts, MessageHandler handler) =>
        new(
            4,
            default(OrderlyGrouping) with
            {
                BatchSize = 1,
            },
            new HandlerInvoker(handler, _counters, NullLogger.Instance),
            _return,
            _locks,
            new OrderlyRetryPolicy(maxAttempts, Second),
            _counters,
            _time,
            NullLogger.Instance
        );

    private void Dispatch(OrderlyDispatcher dispatcher, int count)
    {
        List<Delivery> deliveries = [];
        List<ReceivedMessage> messages = [.. Enumerable.Range(0, count).Select(offset => StoredRecord.CreateMessage(offset))];
        _queue.TryAppend(_queue.Position, messages, count, deliveries).ShouldBeTrue();
        dispatcher.Dispatch(_queue, deliveries);
    }

    private sealed class ScriptedLocks(TimeProvider time) : IQueueLocks
    {
        private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked { get; private set; }

        public int GrantFrom { get; set; }

        public bool Hang { get; set; }

        public Task Hanging => _hanging.Task;

        public ValueTask<bool> TryLockAsync(ProcessQueue queue, CancellationToken ct)
        {
            Asked++;
            if (Hang)
                return HangAsync(ct);

            if (Asked >= GrantFrom)
                queue.Lease.Renew(time.GetTimestamp());

            return ValueTask.FromResult(Asked >= GrantFrom);
        }

        private async ValueTask<bool> HangAsync(CancellationToken ct)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using CancellationTokenRegistration registration = ct.Register(() => cancelled.SetCanceled(ct));
            _hanging.SetResult();
            return await cancelled.Task;
        }
    }
}
