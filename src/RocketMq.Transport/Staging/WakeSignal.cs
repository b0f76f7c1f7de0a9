using System.Threading.Tasks.Sources;

namespace RocketMq.Transport.Staging;

/// <summary>A reusable wake-up for one waiting loop. Armed and woken under the lock of what it waits for.</summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _armed;

    public short Arm()
    {
        _core.Reset();
        _armed = true;
        return _core.Version;
    }

    public void Wake()
    {
        if (!_armed)
            return;
        _armed = false;
        _core.SetResult(true);
    }

    public ValueTask WaitAsync() => new(this, _core.Version);

    public void GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
