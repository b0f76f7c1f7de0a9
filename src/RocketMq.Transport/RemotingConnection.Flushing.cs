namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    /// <summary>Sends beyond this size cost in proportion to it, so waiting for more would save nothing.</summary>
    private const int MuchStaged = 64 * 1024;

    private bool _isFlushing;
    private bool _isFlushingOver;
    private bool _isFlushedByReader;
    private bool _isSendWaiting;

    /// <summary>Takes the duty to wake the flush loop, if it sleeps. Under the gate; the waking happens outside.</summary>
    private bool ClaimFlush()
    {
        if (_isFlushing)
            return false;
        _isFlushing = true;
        return true;
    }

    /// <summary>Whether frames wait to be sent; a glance without the gate.</summary>
    internal bool HasStaged => _staging.Filling.WrittenCount > 0;

    /// <summary>Wakes the flush loop on this thread if there is anything to send and it sleeps.</summary>
    internal void FlushStaged()
    {
        bool flush;
        lock (_gate)
            flush = _staging.Filling.WrittenCount > 0 && ClaimFlush();
        if (flush)
            _flushSignal.SetNow();
    }

    /// <summary>Does not let a long burst grow beyond what one send carries well.</summary>
    internal void FlushStagedIfMuch()
    {
        if (_staging.Filling.WrittenCount >= MuchStaged)
            FlushStaged();
    }

    private async Task FlushLoopAsync()
    {
        try
        {
            do
            {
                await _flushSignal.WaitAsync().ConfigureAwait(false);
                for (bool isFirst = true; TryTakeStaged(isFirst, out ReadOnlyMemory<byte> chunk); isFirst = false)
                {
                    ValueTask sending = _transport.SendAsync(chunk);
                    if (!sending.IsCompleted)
                        OnSendWaits();
                    await sending.ConfigureAwait(false);
                    if (CompleteSend(chunk.Length))
                        await _flushSignal.WaitAsync().ConfigureAwait(false);
                }
            } while (!_isFlushingOver);
        }
        catch (Exception failure)
        {
            BeginClose(DescribeBroken("sending", failure));
        }

        // A deliberate close comes here when everything staged before it has left.
        _transport.Abort();
    }

    private bool TryTakeStaged(bool isFirst, out ReadOnlyMemory<byte> chunk)
    {
        bool isLeftToPump;
        lock (_gate)
        {
            isLeftToPump = !isFirst && !_isClosing && IsBurstUnderWay();
            if (!isLeftToPump && _closeReason is null && _staging.TrySwap(out chunk))
                return true;
            chunk = default;
            // Decided under the gate: whoever closes after this finds the loop asleep and wakes it for what is still staged.
            _isFlushingOver = _isClosing;
            if (!_isClosing)
            {
                _flushSignal.Reset();
                _isFlushing = false;
            }
        }

        // A pump that is stuck in a continuation could not keep its word, so another one is asked.
        if (isLeftToPump)
            _pump.EnsureQueued();
        return false;
    }

    private bool IsBurstUnderWay() => _staging.Filling.WrittenCount is > 0 and < MuchStaged && _pump.IsBusy;

    /// <summary>Counts a finished send and lets waiters in.</summary>
    /// <returns>Whether to go on behind the pool's queue, because the read loop lent its thread for one send only.</returns>
    private bool CompleteSend(int bytes)
    {
        bool yield;
        _lastSent = _clock.GetTimestamp();
        Statistics.AddSend(bytes);
        lock (_gate)
        {
            _isSendWaiting = false;
            _staging.CompleteSend();
            _room.AdmitWaiters();
            if (_staging.StagedReplyBytes < _options.MaxStagedBytes)
                _repliesSent.Wake();
            yield = _isFlushedByReader && _staging.StagedBytes > 0;
            _isFlushedByReader = false;
            if (yield)
                _flushSignal.Reset();
        }

        if (yield)
            _flushSignal.SetLater();
        return yield;
    }

    // A peer that does not read would hold up a deliberate close for ever: what it does not take without waiting is given up.
    private void OnSendWaits()
    {
        bool abort;
        lock (_gate)
        {
            _isSendWaiting = true;
            abort = _isClosing;
        }

        if (abort)
            _transport.Abort();
    }
}
