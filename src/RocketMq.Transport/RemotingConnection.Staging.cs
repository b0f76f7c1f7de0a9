using RocketMq.Protocol;
using RocketMq.Transport.Correlation;
using RocketMq.Transport.Staging;

namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    /// <summary>Encodes a request that was let in. Under the gate; gives the permit back on failure.</summary>
    private PendingRequest StageRequest<THeader>(in THeader header, ReadOnlySpan<byte> body, in RequestTicket ticket, out bool flush)
        where THeader : struct, IRequestHeader<THeader>
    {
        PendingRequest? request = null;
        try
        {
            ThrowIfClosing();
            request = _pending.TryRent() ?? throw CreateOverloaded();
            long position = _staging.Position;
            WriteRequest(ticket.Code, request.Opaque, CommandFlags.None, header, body);
            request.Arm(ticket, position);
        }
        catch
        {
            request?.ReturnUnused();
            _room.Leave(1);
            throw;
        }

        _watched++;
        if (ticket.Deadline != long.MaxValue)
            WatchDeadlines();
        if (Volatile.Read(ref _awaitingSince) == 0)
            Volatile.Write(ref _awaitingSince, _clock.GetTimestamp());
        flush = ClaimFlush();
        return request;
    }

    /// <summary>Encodes a one-way request that was let in. Under the gate.</summary>
    /// <returns>Whether the caller must wake the flush loop, outside the gate.</returns>
    private bool StageOneWay<THeader>(in THeader header, ReadOnlySpan<byte> body, RequestCode code)
        where THeader : struct, IRequestHeader<THeader>
    {
        try
        {
            ThrowIfClosing();
            WriteRequest(code, opaque: 0, CommandFlags.OneWay, header, body);
        }
        catch
        {
            _room.AdmitWaiters();
            throw;
        }

        return ClaimFlush();
    }

    internal void StageReply<THeader>(
        RequestContext context,
        ResponseCode code,
        in THeader header,
        ReadOnlySpan<byte> body,
        Utf8Text remark
    )
        where THeader : struct, IHeader<THeader>
    {
        bool flush;
        var defaults = new FrameDefaults(context.Format, _options.Language, _options.Version);
        lock (_gate)
        {
            if (_isClosing)
                return;
            int length = FrameWriter.WriteResponse(_staging.Filling, (int)code, context.Opaque, defaults, remark, header, body);
            ThrowIfTooLong(length, (int)code);
            _staging.CountReply(length);
            Statistics.AddStagedFrame();
            // What the read loop's own batch stages is flushed when the batch ends, with everything else in it.
            flush = _batchThread != Environment.CurrentManagedThreadId && ClaimFlush();
        }

        if (flush)
            _flushSignal.SetLater();
    }

    private void WriteRequest<THeader>(RequestCode code, int opaque, CommandFlags flags, in THeader header, ReadOnlySpan<byte> body)
        where THeader : struct, IRequestHeader<THeader>
    {
        int length = FrameWriter.WriteRequest(_staging.Filling, code, opaque, flags, _requestDefaults, header, body);
        ThrowIfTooLong(length, (int)code);
        Statistics.AddStagedFrame();
    }

    private void ThrowIfTooLong(int length, int code)
    {
        if (length <= _options.MaxFrameLength)
            return;
        _staging.Filling.Truncate(_staging.Filling.WrittenCount - length);
        throw new RemotingException(
            RemotingFailure.FrameTooLarge,
            $"A frame with code {code} for {RemoteEndPoint} has {length} bytes; the limit is {_options.MaxFrameLength}. "
                + "Send less at once, or raise MaxFrameLength on both ends."
        );
    }
}
