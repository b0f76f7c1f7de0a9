namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    private bool _isFlushing;
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

    private async Task FlushLoopAsync()
    {
        try
        {
            do
            {
                await _flushSignal.WaitAsync().ConfigureAwait(false);
                while (TryTakeStaged(out ReadOnlyMemory<byte> chunk))
                {
                    ValueTask sending = _transport.SendAsync(chunk);
                    if (!sending.IsCompleted)
                        OnSendWaits();
                    await sending.ConfigureAwait(false);
                    if (CompleteSend(chunk.Length))
                        await _flushSignal.WaitAsync().ConfigureAwait(false);
                }
            } while (IsOpen);
        }
        catch (Exception failure)
        {
            BeginClose(DescribeBroken("sending", failure));
        }

        // A deliberate close comes here when everything staged before it has left.
        _transport.Abort();
    }

    private bool TryTakeStaged(out ReadOnlyMemory<byte> chunk)
    {
        lock (_gate)
        {
            if (_closeReason is null && _staging.TrySwap(out chunk))
                return true;
            chunk = default;
            if (!_isClosing)
            {
                _flushSignal.Reset();
                _isFlushing = false;
            }

            return false;
        }
    }

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
