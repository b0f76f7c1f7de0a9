using System.Collections.Concurrent;

namespace RocketMq.Consuming;

/// <summary>
/// Runs posted work in order of posting with bounded concurrency. Workers start when there is work and end when there is none: an idle
/// pump holds no thread and no waiter, a busy one no task per item.
/// </summary>
/// <typeparam name="TWork">What is posted.</typeparam>
internal sealed class WorkPump<TWork>
{
    private readonly ConcurrentQueue<TWork> _work = new();
    private readonly ConcurrentStack<HandlerSlot> _freeSlots;
    private readonly HandlerSlot[] _slots;
    private readonly Func<TWork, HandlerSlot, ValueTask> _run;
    private readonly Action _startWorker;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _workers;
    private bool _stopping;

    /// <param name="concurrency">Work items that may run at the same time.</param>
    /// <param name="time">Measures how long handlers run.</param>
    /// <param name="run">Runs one item; must not throw.</param>
    public WorkPump(int concurrency, TimeProvider time, Func<TWork, HandlerSlot, ValueTask> run)
    {
        _slots = [.. Enumerable.Range(0, concurrency).Select(_ => new HandlerSlot(time))];
        _freeSlots = new ConcurrentStack<HandlerSlot>(_slots);
        _run = run;
        _startWorker = () => _ = RunWorkerAsync();
    }

    public IReadOnlyList<HandlerSlot> Slots => _slots;

    public void Post(TWork work)
    {
        _work.Enqueue(work);
        TryStartWorker();
    }

    /// <summary>Stops taking up work; completes when what runs has ended. What was not taken up is dropped.</summary>
    public Task StopAsync()
    {
        Volatile.Write(ref _stopping, true);
        // Interlocked orders the flag before the look at the workers; a worker that starts later sees the flag.
        if (Interlocked.CompareExchange(ref _workers, 0, 0) == 0)
            _stopped.TrySetResult();

        return _stopped.Task;
    }

    private void TryStartWorker()
    {
        if (TryEnter())
            ThreadPool.UnsafeQueueUserWorkItem(static start => start(), _startWorker, preferLocal: false);
    }

    private bool TryEnter()
    {
        int workers = Volatile.Read(ref _workers);
        while (workers < _slots.Length)
        {
            int seen = Interlocked.CompareExchange(ref _workers, workers + 1, workers);
            if (seen == workers)
                return true;

            workers = seen;
        }

        return false;
    }

    private async Task RunWorkerAsync()
    {
        do
        {
            _freeSlots.TryPop(out HandlerSlot? slot);
            while (!Volatile.Read(ref _stopping) && _work.TryDequeue(out TWork? work))
                await _run(work, slot!).ConfigureAwait(false);

            _freeSlots.Push(slot!);
            if (Interlocked.Decrement(ref _workers) == 0 && Volatile.Read(ref _stopping))
                _stopped.TrySetResult();

            // An item posted between the last look and the decrement found every place taken: look again.
        } while (!Volatile.Read(ref _stopping) && !_work.IsEmpty && TryEnter());
    }
}
