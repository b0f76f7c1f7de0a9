using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming.Grouping;

/// <summary>
/// Runs keyed messages of one queue through an orderly dispatcher, with handlers that end when a seeded schedule says so, and checks after every step
/// what order per key promises.
/// </summary>
internal sealed class LaneSchedule : IQueueLocks, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ConsumeCounters _counters = new();
    private readonly ScriptedReturn _return = new();
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly string?[] _keys;
    private readonly HashSet<string> _running = [];
    private readonly List<(long Offset, TaskCompletionSource<ConsumeResult> End)> _calls = [];
    private readonly HashSet<long> _settled = [];
    private readonly List<string> _violations = [];
    private readonly Dictionary<string, long> _lastByKey = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OrderlyDispatcher _dispatcher;

    public LaneSchedule(int seed, int messages, int keys, int concurrency)
    {
        _random = new Random(seed);
        _keys = [.. Enumerable.Range(0, messages).Select(_ => KeyName(_random.Next(keys + 1)))];
        Queue = new ProcessQueue(StoredRecord.Queue, 0, new FlowLimits(messages, 1 << 30, messages), _time);
        Queue.Lease.Renew(_time.GetTimestamp());
        _dispatcher = new OrderlyDispatcher(
            concurrency,
            new OrderlyGrouping(ByKey: true),
            new HandlerInvoker((MessageHandler)HandleAsync, _counters, NullLogger.Instance),
            _return,
            this,
            new OrderlyRetryPolicy(int.MaxValue, TimeSpan.FromSeconds(1)),
            _counters,
            _time,
            NullLogger.Instance
        );
    }

    public ProcessQueue Queue { get; }

    public int MostAtOnce { get; private set; }

    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_gate)
                return [.. _violations];
        }
    }

    public bool IsSettled(long offset)
    {
        lock (_gate)
            return _settled.Contains(offset);
    }

    /// <summary>Delivers everything in pulls of random size and ends calls in random order, some of them as failures, until all is settled.</summary>
    public async Task RunAsync(double failures)
    {
        int delivered = 0;
        while (!_done.Task.IsCompleted)
        {
            if (delivered < _keys.Length && _random.Next(2) == 0)
                delivered = Deliver(delivered, _random.Next(1, 9));
            EndOne(failures);
            await Task.Yield();
            CheckCommitOffset();
            if (_random.Next(4) == 0)
                await AdvanceAsync();
        }

        await _dispatcher.StopAsync().Within("the dispatcher stops");
    }

    public ValueTask<bool> TryLockAsync(ProcessQueue queue, CancellationToken ct)
    {
        queue.Lease.Renew(_time.GetTimestamp());
        return ValueTask.FromResult(true);
    }

    public void Dispose()
    {
        _dispatcher.Dispose();
        Queue.Dispose();
    }

    private static string? KeyName(int number) => number == 0 ? null : $"key-{number}";

    private async ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken ct)
    {
        long offset = message.QueueOffset;
        string lane = _keys[offset] ?? "";
        var end = new TaskCompletionSource<ConsumeResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_running.Add(lane))
                _violations.Add($"{offset}: two of '{lane}' run at once");
            if (_lastByKey.TryGetValue(lane, out long last) && last >= offset)
                _violations.Add($"{offset} of '{lane}' begins after {last} was done");
            if (_settled.Contains(offset))
                _violations.Add($"{offset} is handled again after its success");
            MostAtOnce = Math.Max(MostAtOnce, _running.Count);
            _calls.Add((offset, end));
        }

        ConsumeResult result = await end.Task;
        lock (_gate)
        {
            _running.Remove(lane);
            if (result.Outcome == ConsumeOutcome.Success)
            {
                _settled.Add(offset);
                _lastByKey[lane] = offset;
                if (_settled.Count == _keys.Length)
                    _done.SetResult();
            }
        }

        return result;
    }

    private int Deliver(int from, int count)
    {
        int to = Math.Min(_keys.Length, from + count);
        List<Delivery> deliveries = [];
        List<ReceivedMessage> messages =
        [
            .. Enumerable.Range(from, to - from).Select(offset => StoredRecord.CreateMessage(offset, key: _keys[offset])),
        ];
        Queue.TryAppend(Queue.Position, messages, to, deliveries).ShouldBeTrue();
        _dispatcher.Dispatch(Queue, deliveries);
        return to;
    }

    private void EndOne(double failures)
    {
        TaskCompletionSource<ConsumeResult> end;
        lock (_gate)
        {
            if (_calls.Count == 0)
                return;

            int index = _random.Next(_calls.Count);
            end = _calls[index].End;
            _calls.RemoveAt(index);
        }

        end.SetResult(_random.NextDouble() < failures ? ConsumeResult.Suspend() : ConsumeResult.Success);
    }

    // A message is settled a moment after its handler returned, never before, so the commit offset may lag and must not lead.
    private void CheckCommitOffset()
    {
        long committable = Queue.CommitOffset;
        lock (_gate)
        {
            for (long offset = 0; offset < committable; offset++)
            {
                if (!_settled.Contains(offset))
                    _violations.Add($"{committable} would be committed before {offset} is done");
            }
        }
    }

    private Task AdvanceAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(300));
        return Task.Run(static () => { });
    }
}
