using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RocketMq.Consuming;

/// <summary>
/// Runs posted work in order of posting with bounded concurrency. Workers start when there is work and end when there is none: an idle
/// pump holds no thread and no waiter, a busy one no task per item.
/// </summary>
/// <remarks>
/// Work that keeps its thread (a handler that blocks or computes) must not take all threads of the pool, or nothing else in the process goes on, not
/// even what it waits for. So at most all but one of the pool's threads run work of a pump at the same time; where that holds work up, further workers
/// get threads of their own. Work that waits asynchronously gives its thread back and counts only against the concurrency.
/// </remarks>
/// <typeparam name="TWork">What is posted.</typeparam>
internal sealed class WorkPump<TWork> : IDisposable
{
    /// <summary>How long work may wait for a thread of the pool before a look is taken at what keeps the threads.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    // Fewer items than these in that time, and it is the work that keeps the threads rather than its mass.
    private const int ItemsOfBriefWork = 500;

    private readonly ConcurrentQueue<TWork> _work = new();
    private readonly Lock _gate = new();
    private readonly Stack<Worker> _idle;
    private readonly HandlerSlot[] _slots;
    private readonly Func<TWork, HandlerSlot, ValueTask> _run;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _mostOnPool;
    private readonly ITimer _watch;
    private long _taken;
    private long _takenAtLastLook;
    private int _onPool;
    private int _running;
    private bool _isStarting;
    private bool _isWatching;
    private bool _stopping;

    /// <param name="concurrency">Work items that may run at the same time.</param>
    /// <param name="time">Measures how long handlers run.</param>
    /// <param name="run">Runs one item; must not throw.</param>
    /// <param name="poolThreads">Threads of the pool that may run work at the same time; null takes all but one of those it has without growing.</param>
    public WorkPump(int concurrency, TimeProvider time, Func<TWork, HandlerSlot, ValueTask> run, int? poolThreads = null)
    {
        _slots = [.. Enumerable.Range(0, concurrency).Select(_ => new HandlerSlot(time))];
        _idle = new Stack<Worker>(_slots.Reverse().Select(slot => new Worker(this, slot)));
        _run = run;
        _mostOnPool = poolThreads ?? AllButOne();
        _watch = time.CreateTimer(
            static pump => ((WorkPump<TWork>)pump!).LookAfterHeldWork(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public IReadOnlyList<HandlerSlot> Slots => _slots;

    public void Post(TWork work)
    {
        Enqueue(work);
        Start();
    }

    /// <summary>Adds work that <see cref="Start"/> is to follow; for many items at once.</summary>
    public void Enqueue(TWork work) => _work.Enqueue(work);

    /// <summary>Sees to it that what was added is taken up.</summary>
    /// <remarks>One start at a time: each worker that gets a thread starts the next one if there is work for it.</remarks>
    public void Start()
    {
        Worker worker;
        lock (_gate)
        {
            if (_isStarting || _stopping || _idle.Count == 0 || _work.IsEmpty)
                return;

            if (_onPool >= _mostOnPool)
            {
                Watch();
                return;
            }

            worker = _idle.Pop();
            _isStarting = true;
            _onPool++;
            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(worker, preferLocal: false);
    }

    /// <summary>Stops taking up work; completes when what runs has ended. What was not taken up is dropped.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            if (_running == 0)
                _stopped.TrySetResult();
        }

        return _stopped.Task;
    }

    public void Dispose() => _watch.Dispose();

    private static int AllButOne()
    {
        ThreadPool.GetMinThreads(out int threads, out _);
        return Math.Max(1, threads - 1);
    }

    private void Watch()
    {
        if (_isWatching)
            return;

        _isWatching = true;
        _takenAtLastLook = Volatile.Read(ref _taken);
        _watch.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    private void LookAfterHeldWork()
    {
        Worker worker;
        lock (_gate)
        {
            _isWatching = false;
            if (_stopping || _idle.Count == 0 || _work.IsEmpty || _onPool < _mostOnPool)
                return;

            bool isBrief = Volatile.Read(ref _taken) - _takenAtLastLook >= ItemsOfBriefWork;
            Watch();
            if (isBrief)
                return;

            worker = _idle.Pop();
            _running++;
        }

        // Without the context of whoever made the timer, as on the pool.
        new Thread(worker.RunOnOwnThread) { IsBackground = true, Name = "RocketMQ handler" }.UnsafeStart();
    }

    private void OnStarted()
    {
        lock (_gate)
            _isStarting = false;

        Start();
    }

    private bool TryTake(out TWork? work)
    {
        if (Volatile.Read(ref _stopping) || !_work.TryDequeue(out work))
        {
            work = default;
            return false;
        }

        Interlocked.Increment(ref _taken);
        return true;
    }

    private void LeavePool()
    {
        lock (_gate)
            _onPool--;

        Start();
    }

    private bool TryEnterPool()
    {
        lock (_gate)
        {
            if (_onPool >= _mostOnPool)
                return false;

            _onPool++;
            return true;
        }
    }

    private void End(Worker worker, bool isOnPool)
    {
        lock (_gate)
        {
            if (isOnPool)
                _onPool--;

            _idle.Push(worker);
            if (--_running == 0 && _stopping)
                _stopped.TrySetResult();
        }

        // An item posted after the last look found this worker's place taken.
        Start();
    }

    // Not an async method: that would allocate for each worker that starts.
    private sealed class Worker : IThreadPoolWorkItem
    {
        private readonly WorkPump<TWork> _pump;
        private readonly HandlerSlot _slot;
        private readonly Action _resume;
        private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _call;
        private bool _isOnPool;

        public Worker(WorkPump<TWork> pump, HandlerSlot slot)
        {
            _pump = pump;
            _slot = slot;
            _resume = Resume;
        }

        public void Execute()
        {
            _isOnPool = true;
            _pump.OnStarted();
            Run();
        }

        public void RunOnOwnThread()
        {
            _isOnPool = false;
            Run();
        }

        private void Run()
        {
            while (_pump.TryTake(out TWork? work))
            {
                _call = AwaiterOf(_pump._run(work!, _slot));
                if (!_call.IsCompleted)
                {
                    if (_isOnPool)
                        _pump.LeavePool();

                    // Another thread may be the worker from here on.
                    _call.UnsafeOnCompleted(_resume);
                    return;
                }

                Finish();
            }

            _pump.End(this, _isOnPool);
        }

        private static ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter AwaiterOf(ValueTask call) =>
            call.ConfigureAwait(false).GetAwaiter();

        // Bare threads run this: what work lets out against its word would end the process, and a worker that is lost would be waited for in vain.
        private void Finish()
        {
            try
            {
                _call.GetResult();
            }
            catch (Exception exception)
            {
                UnobservedFailure.Report(exception);
            }
        }

        private void Resume()
        {
            Finish();
            // Whatever thread it was before, it is one of the pool's now.
            _isOnPool = _pump.TryEnterPool();
            if (_isOnPool)
                Run();
            else
                _pump.End(this, isOnPool: false);
        }
    }
}
