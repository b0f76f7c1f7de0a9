using System.Threading.Tasks.Sources;
using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Staging;

/// <summary>A caller that waits, in order of arrival, until the connection takes its frame. Every state change happens under the gate.</summary>
internal sealed class RoomWaiter(SendRoom room) : IValueTaskSource, IReturnable<RoomWaiter>
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    public RoomWaiter? NextReturned { get; set; }

    public RoomWaiter? Previous { get; set; }

    public RoomWaiter? Next { get; set; }

    public RoomClaim Claim { get; private set; }

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>The caller's promise; to be awaited once.</summary>
    public ValueTask Granted => new(this, _core.Version);

    public void Begin(in RoomClaim claim, CancellationToken cancellationToken)
    {
        _core.Reset();
        Claim = claim;
        CancellationToken = cancellationToken;
    }

    /// <summary>Watches a token that can be cancelled. Called once, outside the gate.</summary>
    public void WatchCancellation() =>
        _registration = CancellationToken.UnsafeRegister(
            static waiter =>
            {
                var self = (RoomWaiter)waiter!;
                self.Room.Cancel(self);
            },
            this
        );

    public void Grant() => _core.SetResult(true);

    public void Fail(Exception failure) => _core.SetException(failure);

    public void GetResult(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The connection has no room yet: await it instead of asking for the result.");
        _registration.Dispose();
        _registration = default;
        CancellationToken = default;
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            Room.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private SendRoom Room { get; } = room;
}
