namespace RocketMq.Testing;

/// <summary>A fault that lies in wait in a <see cref="FaultProxy"/>. Thread-safe.</summary>
public sealed class ArmedFault
{
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];
    private readonly Random _random;
    private int _matches;
    private int _count;
    private volatile bool _isDisarmed;

    internal ArmedFault(FrameFault fault, int seed)
    {
        Fault = fault;
        _random = new Random(seed);
    }

    /// <summary>What was armed.</summary>
    public FrameFault Fault { get; }

    /// <summary>Completes when the first frame was picked.</summary>
    public Task Tripped => WhenPicked(1);

    /// <summary>How many frames were picked so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Completes when so many frames were picked.</summary>
    /// <param name="count">How many.</param>
    public Task WhenPicked(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count >= count)
                reached.SetResult();
            _waits.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Picks no further frames. Those that are held back already still come at their time.</summary>
    public void Disarm() => _isDisarmed = true;

    /// <summary>Whether the frame is picked; called for one frame at a time.</summary>
    internal bool Picks(in ProxiedFrame frame)
    {
        if (_isDisarmed || _count >= Fault.Times || !Matches(frame))
            return false;
        // The seed decides about every match, also about those that are skipped, so that Skip only moves the beginning.
        bool isChosen = Fault.Probability >= 1 || _random.NextDouble() < Fault.Probability;
        return ++_matches > Fault.Skip && isChosen;
    }

    /// <summary>Where to cut a frame of that length.</summary>
    internal int PlaceIn(int length) => Math.Clamp(Fault.Action.Bytes ?? _random.Next(1, length), 1, length - 1);

    internal void Trip()
    {
        lock (_gate)
        {
            Volatile.Write(ref _count, _count + 1);
            foreach ((int count, TaskCompletionSource reached) in _waits)
            {
                if (_count >= count)
                    reached.TrySetResult();
            }
        }
    }

    private bool Matches(in ProxiedFrame frame) =>
        (Fault.Direction is null || Fault.Direction == frame.Direction)
        && (Fault.Code is null || Fault.Code == frame.Code)
        && (Fault.Server is null || string.Equals(Fault.Server, frame.Server, StringComparison.Ordinal))
        && (Fault.Where is null || Fault.Where(frame));
}
