namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _closeReason;
    private bool _isStarted;
    private bool _isClosing;

    /// <summary>Closes the connection. Only the first call has an effect and decides the reason; every call waits until the connection has closed.</summary>
    /// <remarks>
    /// Without a reason, frames that were staged before are still sent as far as the transport takes them without waiting. With one, the connection
    /// breaks at once. Pending requests fail with <see cref="RemotingFailure.ConnectionClosed" />.
    /// </remarks>
    /// <param name="reason">Why; <see langword="null" /> for a deliberate, orderly close.</param>
    /// <returns>A task that completes as <see cref="Closed" /> does. A request processor may start a close but must not block on it.</returns>
    public ValueTask CloseAsync(Exception? reason = null)
    {
        BeginClose(reason);
        return new ValueTask(Closed);
    }

    /// <summary>Closes the connection in an orderly way, as <see cref="CloseAsync" /> does without a reason.</summary>
    /// <returns>A task that completes when the connection has closed.</returns>
    public ValueTask DisposeAsync() => CloseAsync();

    private void BeginClose(Exception? reason)
    {
        bool wakeFlusher;
        bool abort;
        lock (_gate)
        {
            if (_isClosing)
                return;
            Volatile.Write(ref _closeReason, reason);
            Volatile.Write(ref _isClosing, true);
            wakeFlusher = ClaimFlush() && _isStarted;
            abort = reason is not null || _isSendWaiting || !_isStarted;
            _repliesSent.Wake();
        }

        if (abort)
            _transport.Abort();
        if (wakeFlusher)
            _flushSignal.SetLater();
        if (!_isStarted)
            _ = FinishCloseAsync();
    }

    // Runs once, when both loops have ended: what was handed to the transport is known exactly, and nobody else completes requests any more.
    private async Task FinishCloseAsync()
    {
        await _deadlineTimer.DisposeAsync().ConfigureAwait(false);
        await _idleTimer.DisposeAsync().ConfigureAwait(false);
        _pending.CloseAll(CreateRequestLost);
        lock (_gate)
        {
            _room.CloseAll();
            _staging.Dispose();
        }

        await _transport.DisposeAsync().ConfigureAwait(false);
        NotifyClosed();
        _closed.SetResult();
    }

    private void NotifyOpened()
    {
        try
        {
            _observer?.OnOpened(this);
        }
        catch (Exception failure)
        {
            Log.ObserverFailed(_options.Logger, failure, RemoteEndPoint);
        }
    }

    private void NotifyClosed()
    {
        if (_closeReason is { } reason)
            Log.Broke(_options.Logger, RemoteEndPoint, reason.Message);
        if (!_isStarted)
            return;
        try
        {
            _observer?.OnClosed(this, _closeReason);
        }
        catch (Exception failure)
        {
            Log.ObserverFailed(_options.Logger, failure, RemoteEndPoint);
        }
    }
}
