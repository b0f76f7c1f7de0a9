using System.Runtime.CompilerServices;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>One server that the session talks to: its supervised connection, and calls whose time limit includes connecting.</summary>
internal sealed class RemotingPeer(RemotingEndPoint endPoint, ConnectionSupervisor supervisor, TimeProvider time) : IAsyncDisposable
{
    private volatile Introduction? _introduction;
    private volatile bool _isRetired;

    public RemotingEndPoint EndPoint { get; } = endPoint;

    /// <summary>What the latest heartbeat on the open connection told both sides; null before it, and again when the connection is lost.</summary>
    public Introduction? Introduction
    {
        get => _introduction is { } known && known.Connection == Current ? known : null;
        set => _introduction = value;
    }

    /// <summary>The open connection, or null while there is none.</summary>
    public RemotingConnection? Current => supervisor.Current is { IsOpen: true } connection ? connection : null;

    /// <summary>The open connection, or a new one within the time limit.</summary>
    /// <exception cref="RemotingException">No connection could be made (ConnectFailed), in time (Timeout).</exception>
    public async ValueTask<RemotingConnection> ConnectAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Current is { } open)
            return open;
        if (timeout <= TimeSpan.Zero)
            throw TimedOutConnecting(timeout);
        using CancellationTokenSource limit = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await supervisor.GetAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TimedOutConnecting(timeout);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller waits on its own token, not on the linked one.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (ObjectDisposedException) when (_isRetired)
        {
            throw new RemotingException(
                RemotingFailure.ConnectFailed,
                $"No route names {EndPoint} any more: the broker was moved or removed while a connection to it was being made.",
                wasSent: false
            );
        }
    }

    /// <summary>Connects if necessary and asks; both share the time limit. The caller disposes the answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RemotingResponse> RequestAsync<THeader>(
        THeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        RequestCode? code = null
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        long start = time.GetTimestamp();
        RemotingConnection connection = await ConnectAsync(timeout, cancellationToken).ConfigureAwait(false);
        TimeSpan remaining = timeout - time.GetElapsedTime(start);
        if (remaining <= TimeSpan.Zero)
            throw TimedOutConnecting(timeout);
        return await connection.RequestAsync(header, body, remaining, code, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask SendOneWayAsync<THeader>(
        THeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        RequestCode? code = null
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        RemotingConnection connection = await ConnectAsync(timeout, cancellationToken).ConfigureAwait(false);
        await connection.SendOneWayAsync(header, body, code, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connection because no route names the server any more; who still waits for it is told so.</summary>
    public ValueTask RetireAsync()
    {
        _isRetired = true;
        return DisposeAsync();
    }

    public ValueTask DisposeAsync() => supervisor.DisposeAsync();

    public RemotingException TimedOutConnecting(TimeSpan timeout) =>
        new(
            RemotingFailure.Timeout,
            $"Connecting to {EndPoint} took longer than the {timeout.TotalMilliseconds:0} ms that were left.",
            wasSent: false
        );
}
