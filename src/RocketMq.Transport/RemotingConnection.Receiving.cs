using RocketMq.Protocol;
using RocketMq.Transport.Correlation;
using RocketMq.Transport.Processing;
using RocketMq.Transport.Receiving;

namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    private int _batchThread;
    private int _answered;
    private int _settledLate;
    private bool _hasBatchReplies;

    private async Task ReceiveLoopAsync()
    {
        var receiver = new FrameReceiver(new ReceiveBlockPool(), _options.MaxFrameLength);
        try
        {
            while (true)
            {
                int received = await _transport.ReceiveAsync(receiver.GetMemory()).ConfigureAwait(false);
                if (received == 0)
                    throw CreateEnded(receiver.HasPartialFrame);
                _lastReceived = _clock.GetTimestamp();
                Volatile.Write(ref _awaitingSince, 0);
                Statistics.AddReceive(received);
                receiver.Advance(received);
                HandleBatch(receiver);
                if (MustWaitForReplies())
                    await _repliesSent.WaitAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            BeginClose(DescribeBroken("receiving", failure));
        }
        finally
        {
            receiver.Close();
        }
    }

    private void HandleBatch(FrameReceiver receiver)
    {
        int frames = 0;
        Volatile.Write(ref _batchThread, Environment.CurrentManagedThreadId);
        try
        {
            while (receiver.TryRead(out RemotingFrame frame))
            {
                frames++;
                if (frame.IsResponse)
                    HandleResponse(frame, receiver.Block);
                else
                    HandleRequest(frame, receiver.Block);
            }
        }
        finally
        {
            Volatile.Write(ref _batchThread, 0);
            Statistics.AddReceivedFrames(frames);
            EndBatch();
        }
    }

    private void HandleResponse(in RemotingFrame frame, ReceiveBlock block)
    {
        int opaque = frame.Opaque;
        PendingRequest? request = _pending.Find(opaque);
        if (request is not null && request.TryClaim(opaque))
        {
            _answered++;
            FrameLease lease = _leases.TryTake() ?? new FrameLease(_leases);
            request.Answer(new RemotingResponse(lease, lease.Begin(frame, block)));
            _pump.Add(request);
            return;
        }

        Statistics.AddUnmatchedResponse();
        if (request is not null && request.TrySettleLate(opaque))
            _settledLate++;
    }

    private void HandleRequest(in RemotingFrame frame, ReceiveBlock block)
    {
        RequestContext context = _contexts.TryTake() ?? new RequestContext(this, _contexts);
        context.Begin(frame, block);
        context.Process(_processor ?? MissingProcessor.Instance);
    }

    // Waiters are let in, and replies sent, once per receive instead of once per frame.
    private void EndBatch()
    {
        bool flush;
        if (_answered > 0)
            _pump.EnsureQueued();
        lock (_gate)
        {
            _watched -= _answered + _settledLate;
            if (_answered > 0)
                _room.Leave(_answered);
            _answered = 0;
            _settledLate = 0;
            flush = _hasBatchReplies && ClaimFlush();
            _hasBatchReplies = false;
            _isFlushedByReader |= flush;
        }

        if (flush)
            _flushSignal.SetNow();
    }

    /// <summary>A peer that asks without reading the answers is not read from either, so that its answers cannot fill the memory.</summary>
    private bool MustWaitForReplies()
    {
        lock (_gate)
        {
            if (_isClosing || _staging.StagedReplyBytes < _options.MaxStagedBytes)
                return false;
            _repliesSent.Arm();
            return true;
        }
    }
}
