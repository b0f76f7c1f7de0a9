namespace RocketMq.Transport;

/// <summary>Owns the connection to one peer: dials when somebody needs it, replaces it when it broke, and backs off while the peer is away.</summary>
/// <remarks>Thread-safe. One dial runs at a time, and all callers share its outcome. Nothing is dialled before the first call.</remarks>
public sealed class ConnectionSupervisor : IAsyncDisposable, IConnectionObserver
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly IConnectionFactory _factory;
    private readonly RemotingConnectionOptions _options;
    private readonly BackoffPolicy _backoff;
    private readonly IRequestProcessor? _processor;
    private readonly IConnectionObserver? _observer;
    private RemotingConnection? _current;
    private Task<RemotingConnection>? _dial;
    private Exception? _lastFailure;
    private long _failedAt;
    private long _openedAt;
    private TimeSpan _delay;
    private int _failures;

    /// <summary>Creates a supervisor; nothing is dialled yet.</summary>
    /// <param name="endPoint">The peer.</param>
    /// <param name="factory">Makes the byte stream to it.</param>
    /// <param name="options">How the connections speak; also the clock of the backoff.</param>
    /// <param name="backoff">How long to wait after failures; defaults when <see langword="null" />.</param>
    /// <param name="processor">Answers the peer's requests.</param>
    /// <param name="observer">Is told when connections open and close.</param>
    public ConnectionSupervisor(
        RemotingEndPoint endPoint,
        IConnectionFactory factory,
        RemotingConnectionOptions? options = null,
        BackoffPolicy? backoff = null,
        IRequestProcessor? processor = null,
        IConnectionObserver? observer = null
    )
    {
        ArgumentNullException.ThrowIfNull(factory);
        EndPoint = endPoint;
        _factory = factory;
        _options = options ?? new RemotingConnectionOptions();
        _options.Validate();
        _backoff = backoff ?? new BackoffPolicy();
        _processor = processor;
        _observer = observer;
    }

    /// <summary>The peer.</summary>
    public RemotingEndPoint EndPoint { get; }

    /// <summary>The open connection, or <see langword="null" /> when there is none at the moment.</summary>
    public RemotingConnection? Current => Volatile.Read(ref _current) is { IsOpen: true } open ? open : null;

    /// <summary>The open connection, dialling if there is none. Completes at once and allocates nothing while one is open.</summary>
    /// <param name="cancellationToken">Stops waiting; a dial that others share goes on.</param>
    /// <returns>A connection that was open a moment ago.</returns>
    /// <exception cref="RemotingException">
    /// The dial failed, or a recent one did and its backoff is not over; then it is thrown at once and says when the next attempt is possible.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The supervisor was disposed.</exception>
    public ValueTask<RemotingConnection> GetAsync(CancellationToken cancellationToken = default) =>
        Current is { } open ? ValueTask.FromResult(open) : new ValueTask<RemotingConnection>(JoinDial().WaitAsync(cancellationToken));

    /// <summary>Closes the connection in an orderly way and never dials again.</summary>
    /// <returns>A task that completes when the connection has closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        Task? dial;
        RemotingConnection? current;
        lock (_gate)
        {
            dial = _dial;
            current = _current;
        }

        // A dial under way either fails or closes what it made, because it sees that the supervisor is gone.
        if (dial is not null)
            await dial.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (current is not null)
            await current.CloseAsync().ConfigureAwait(false);
    }

    void IConnectionObserver.OnOpened(RemotingConnection connection) => _observer?.OnOpened(connection);

    void IConnectionObserver.OnClosed(RemotingConnection connection, Exception? reason)
    {
        lock (_gate)
        {
            if (reason is not null && _options.TimeProvider.GetElapsedTime(_openedAt) < _backoff.StableAfter)
                RememberFailure(reason);
        }

        _observer?.OnClosed(connection, reason);
    }

    private Task<RemotingConnection> JoinDial()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
            if (Current is { } open)
                return Task.FromResult(open);
            if (_dial is { } running)
                return running;
            TimeSpan left = _failures == 0 ? TimeSpan.Zero : _delay - _options.TimeProvider.GetElapsedTime(_failedAt);
            if (left > TimeSpan.Zero)
                return Task.FromException<RemotingConnection>(CreateStillAway(left));
            return _dial = DialAsync();
        }
    }

    private async Task<RemotingConnection> DialAsync()
    {
        // The caller holds the gate; neither the factory nor an observer may run under it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            IDuplexTransport transport = await _factory.ConnectAsync(EndPoint, _disposing.Token).ConfigureAwait(false);
            var connection = new RemotingConnection(transport, _options, _processor, this);
            await OpenAsync(connection).ConfigureAwait(false);
            return connection;
        }
        catch (Exception failure)
        {
            ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);
            lock (_gate)
            {
                _dial = null;
                RememberFailure(failure);
            }

            throw;
        }
    }

    private async ValueTask OpenAsync(RemotingConnection connection)
    {
        bool isDisposed;
        lock (_gate)
        {
            _dial = null;
            isDisposed = _disposing.IsCancellationRequested;
            if (!isDisposed)
            {
                if (_options.TimeProvider.GetElapsedTime(_openedAt) >= _backoff.StableAfter)
                    _failures = 0;
                _openedAt = _options.TimeProvider.GetTimestamp();
                _current = connection;
            }
        }

        if (isDisposed)
            await connection.CloseAsync().ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(isDisposed, this);

        connection.Start();
    }

    private void RememberFailure(Exception failure)
    {
        _failures++;
        _lastFailure = failure;
        _failedAt = _options.TimeProvider.GetTimestamp();
        _delay = _backoff.GetDelay(_failures);
    }

    private RemotingException CreateStillAway(TimeSpan left) =>
        new(
            RemotingFailure.ConnectFailed,
            $"{EndPoint} is not reachable: {_lastFailure!.Message} After {_failures} failed attempts the next one is possible in "
                + $"{left.TotalMilliseconds:0} ms.",
            innerException: _lastFailure
        );
}
