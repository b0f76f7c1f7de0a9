using System.Runtime.CompilerServices;
using RocketMq.Protocol;
using RocketMq.Transport.Correlation;
using RocketMq.Transport.Staging;

namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    /// <summary>What a header usually takes; the estimate only steers when callers begin to wait.</summary>
    private const int TypicalHeaderLength = 256;

    /// <summary>Sends a request with its header's usual code and waits for the answer, as the other overload does.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">The body; may be empty.</param>
    /// <param name="timeout">How long to wait in all, with a granularity of 50 ms.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The peer's answer, whatever its code; dispose it.</returns>
    /// <exception cref="RemotingException">No answer.</exception>
    public ValueTask<RemotingResponse> RequestAsync<THeader>(
        in THeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    )
        where THeader : struct, IRequestHeader<THeader> => RequestAsync(header, body, timeout, code: null, cancellationToken);

    /// <summary>Sends a request and waits for the answer.</summary>
    /// <remarks>
    /// The header and body are encoded before the method returns, unless the connection is at its limits and the caller has to wait for room; then
    /// the body must stay untouched until the result is there. Once the request is staged it will be sent: cancelling or timing out from then on
    /// only stops waiting, and a late answer is ignored. The result may be awaited once.
    /// </remarks>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">The body; may be empty.</param>
    /// <param name="timeout">
    /// How long to wait in all, for room to send as well as for the answer, with a granularity of 50 ms; <see cref="Timeout.InfiniteTimeSpan" /> waits until
    /// the connection closes. A zero or negative time fails at once.
    /// </param>
    /// <param name="code">The request code, where a header serves several; <see langword="null" /> for the one that it usually has.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The peer's answer, whatever its code; dispose it.</returns>
    /// <exception cref="RemotingException">No answer; <see cref="RemotingException.Reason" /> and <see cref="RemotingException.WasSent" /> say more.</exception>
    /// <exception cref="ProtocolException">The header holds what the protocol cannot carry.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<RemotingResponse> RequestAsync<THeader>(
        in THeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        RequestCode? code,
        CancellationToken cancellationToken = default
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<RemotingResponse>(cancellationToken);
        RequestTicket ticket = CreateTicket(code ?? THeader.Code, timeout, cancellationToken);
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            return ValueTask.FromException<RemotingResponse>(CreateWaitTimeout(ticket));

        FrameDefaults defaults = GetRequestDefaults();
        var claim = new RoomClaim(IsRequest: true, body.Length + TypicalHeaderLength, ticket.Deadline);
        PendingRequest? request = null;
        RoomWaiter? waiter = null;
        bool flush = false;
        try
        {
            Span<byte> encoded = EncodeAhead(ticket.Code, CommandFlags.None, defaults, header, body.Span);
            lock (_gate)
            {
                if (_room.TryEnter(claim))
                    request = StageRequest(encoded, defaults, header, body.Span, ticket, out flush);
                else
                    waiter = JoinQueue(claim, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is RemotingException or ProtocolException)
        {
            return ValueTask.FromException<RemotingResponse>(failure);
        }

        return request is null ? RequestWhenRoomAsync(defaults, header, body, ticket, waiter!) : Await(request, flush, cancellationToken);
    }

    /// <summary>Sends a request with its header's usual code that has no answer, as the other overload does.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">The body; may be empty.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <returns>A task that completes when the frame is staged; to be awaited once.</returns>
    /// <exception cref="RemotingException">The connection is closed or the frame too large; nothing was sent.</exception>
    public ValueTask SendOneWayAsync<THeader>(in THeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        where THeader : struct, IRequestHeader<THeader> => SendOneWayAsync(header, body, code: null, remark: default, cancellationToken);

    /// <summary>Sends a request that has no answer, as the other overload does.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">The body; may be empty. It must stay untouched until the result is there.</param>
    /// <param name="code">The request code, where a header serves several; <see langword="null" /> for the one that it usually has.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <returns>A task that completes when the frame is staged; to be awaited once.</returns>
    /// <exception cref="RemotingException">The connection is closed or the frame too large; nothing was sent.</exception>
    public ValueTask SendOneWayAsync<THeader>(
        in THeader header,
        ReadOnlyMemory<byte> body,
        RequestCode? code,
        CancellationToken cancellationToken = default
    )
        where THeader : struct, IRequestHeader<THeader> => SendOneWayAsync(header, body, code, remark: default, cancellationToken);

    /// <summary>Sends a request that has no answer.</summary>
    /// <remarks>
    /// Completes when the frame is staged, which is at once unless the connection is at its limits; once staged it will be sent as long as the
    /// connection lasts, and nobody learns whether it arrived. Waiting for room ends only with room, cancellation or the connection.
    /// </remarks>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">The body; may be empty. It must stay untouched until the result is there.</param>
    /// <param name="code">The request code, where a header serves several; <see langword="null" /> for the one that it usually has.</param>
    /// <param name="remark">Words for the peer; nothing for almost every request. They must stay untouched as the body must.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <returns>A task that completes when the frame is staged; to be awaited once.</returns>
    /// <exception cref="RemotingException">The connection is closed or the frame too large; nothing was sent.</exception>
    /// <exception cref="ProtocolException">The header holds what the protocol cannot carry.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was sent.</exception>
    public ValueTask SendOneWayAsync<THeader>(
        in THeader header,
        ReadOnlyMemory<byte> body,
        RequestCode? code,
        Utf8Text remark,
        CancellationToken cancellationToken = default
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        RequestCode actualCode = code ?? THeader.Code;
        FrameDefaults defaults = GetRequestDefaults();
        var claim = new RoomClaim(IsRequest: false, body.Length + TypicalHeaderLength, long.MaxValue);
        RoomWaiter? waiter = null;
        bool flush = false;
        try
        {
            Span<byte> encoded = EncodeAhead(actualCode, CommandFlags.OneWay, defaults, header, body.Span, remark);
            lock (_gate)
            {
                if (_room.TryEnter(claim))
                    flush = StageOneWay(encoded, defaults, header, body.Span, actualCode, remark);
                else
                    waiter = JoinQueue(claim, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is RemotingException or ProtocolException)
        {
            return ValueTask.FromException(failure);
        }

        if (waiter is not null)
            return SendOneWayWhenRoomAsync(defaults, header, body, actualCode, remark, waiter);
        if (flush)
            _pump.EnsureQueued();
        return ValueTask.CompletedTask;
    }

    private ValueTask<RemotingResponse> Await(PendingRequest request, bool flush, CancellationToken cancellationToken)
    {
        if (flush)
            _pump.EnsureQueued();
        if (cancellationToken.CanBeCanceled)
            request.WatchCancellation();
        return request.Response;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RemotingResponse> RequestWhenRoomAsync<THeader>(
        FrameDefaults defaults,
        THeader header,
        ReadOnlyMemory<byte> body,
        RequestTicket ticket,
        RoomWaiter waiter
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        RoomClaim claim = waiter.Claim;
        waiter.WatchCancellation();
        await waiter.Granted.ConfigureAwait(false);
        PendingRequest request;
        bool flush;
        lock (_gate)
        {
            _room.UseReservation(claim);
            request = StageRequest(encoded: default, defaults, header, body.Span, ticket, out flush);
        }

        return await Await(request, flush, ticket.CancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendOneWayWhenRoomAsync<THeader>(
        FrameDefaults defaults,
        THeader header,
        ReadOnlyMemory<byte> body,
        RequestCode code,
        Utf8Text remark,
        RoomWaiter waiter
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        RoomClaim claim = waiter.Claim;
        waiter.WatchCancellation();
        await waiter.Granted.ConfigureAwait(false);
        bool flush;
        lock (_gate)
        {
            _room.UseReservation(claim);
            flush = StageOneWay(encoded: default, defaults, header, body.Span, code, remark);
        }

        if (flush)
            _pump.EnsureQueued();
    }

    /// <summary>Queues for room. Under the gate.</summary>
    private RoomWaiter JoinQueue(in RoomClaim claim, CancellationToken cancellationToken)
    {
        ThrowIfClosing();
        RoomWaiter waiter = _room.Enqueue(claim, cancellationToken);
        WatchDeadlines();
        return waiter;
    }

    private RequestTicket CreateTicket(RequestCode code, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return new RequestTicket(code, timeout, long.MaxValue, long.MaxValue, cancellationToken);
        long ticks = ToTimestampTicks(timeout);
        long deadline = _clock.GetTimestamp() + ticks;
        return new RequestTicket(code, timeout, deadline, deadline + ticks, cancellationToken);
    }
}
