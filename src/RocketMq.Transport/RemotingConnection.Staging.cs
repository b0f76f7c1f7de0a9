using RocketMq.Protocol;
using RocketMq.Transport.Correlation;
using RocketMq.Transport.Staging;

namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    /// <summary>Longer bodies are copied once, under the gate: a second copy would cost more than others wait. Signing one would not.</summary>
    private const int LongestBodyAhead = 4096;

    /// <summary>
    /// What the next request has in common with the others, and the key that signs it. The key comes from foreign code, which may take its time
    /// or send something itself: never under the gate.
    /// </summary>
    private FrameDefaults GetRequestDefaults() =>
        _options.Signer is { } signer ? _requestDefaults with { Key = signer.CurrentKey } : _requestDefaults;

    /// <summary>
    /// Encodes a request on the caller's own time, so that the gate is held for a copy only and callers on several cores do not wait for each
    /// other's encoding. The number is filled in under the gate, which binary frames allow.
    /// </summary>
    /// <returns>The frame, in memory of this thread; empty if it has to be encoded under the gate.</returns>
    private static Span<byte> EncodeAhead<THeader>(
        RequestCode code,
        CommandFlags flags,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body,
        Utf8Text remark = default
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        if (defaults.Format != HeaderFormat.Binary || (int)code > short.MaxValue)
            return default;
        if (body.Length > LongestBodyAhead && defaults.Key is null)
            return default;
        GrowableBuffer scratch = ThreadScratch.Take();
        FrameWriter.WriteRequest(scratch, code, opaque: 0, flags, defaults, header, body, remark);
        return scratch.WrittenSpan;
    }

    /// <summary>Stages a request that was let in. Under the gate; gives the permit back on failure.</summary>
    private PendingRequest StageRequest<THeader>(
        Span<byte> encoded,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body,
        in RequestTicket ticket,
        out bool flush
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        PendingRequest? request = null;
        try
        {
            ThrowIfClosing();
            request = _pending.TryRent() ?? throw CreateOverloaded();
            long position = _staging.Position;
            WriteRequest(encoded, ticket.Code, request.Opaque, CommandFlags.None, defaults, header, body, remark: default);
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
        flush = !_isFlushing;
        return request;
    }

    /// <summary>Stages a one-way request that was let in. Under the gate.</summary>
    /// <returns>Whether the caller must queue the pump, outside the gate.</returns>
    private bool StageOneWay<THeader>(
        Span<byte> encoded,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body,
        RequestCode code,
        Utf8Text remark
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        try
        {
            ThrowIfClosing();
            WriteRequest(encoded, code, opaque: 0, CommandFlags.OneWay, defaults, header, body, remark);
        }
        catch
        {
            _room.AdmitWaiters();
            throw;
        }

        return !_isFlushing;
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
        bool flush = false;
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
            if (_batchThread == Environment.CurrentManagedThreadId)
                _hasBatchReplies = true;
            else
                flush = !_isFlushing;
        }

        if (flush)
            _pump.EnsureQueued();
    }

    private void WriteRequest<THeader>(
        Span<byte> encoded,
        RequestCode code,
        int opaque,
        CommandFlags flags,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body,
        Utf8Text remark
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        int length = encoded.Length;
        if (encoded.IsEmpty)
        {
            length = FrameWriter.WriteRequest(_staging.Filling, code, opaque, flags, defaults, header, body, remark);
        }
        else
        {
            FrameWriter.SetOpaque(encoded, opaque);
            _staging.Filling.Write(encoded);
        }

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
