using System.Net;
using RocketMq.Protocol;
using RocketMq.Transport.Correlation;
using RocketMq.Transport.Receiving;
using RocketMq.Transport.Staging;

namespace RocketMq.Transport;

/// <summary>
/// One connection of the remoting protocol, the same on both ends: it sends requests and matches their answers, and answers the peer's requests
/// through a processor. Thread-safe.
/// </summary>
/// <remarks>
/// Frames are put into a staging buffer under a short lock; a separate work item sends whatever has been staged in one go, so a burst of
/// requests costs one send. Received frames are read in place, all of one receive before anything is flushed. In steady state a request allocates
/// nothing. <c>docs/decisions</c> and <c>docs/performance.md</c> give the reasons and the measurements.
/// </remarks>
public sealed partial class RemotingConnection : IAsyncDisposable, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly StagingBuffers _staging = new();
    private readonly FlushSignal _flushSignal = new();
    private readonly WakeSignal _repliesSent = new();
    private readonly SendRoom _room;
    private readonly PendingRequestTable _pending;
    private readonly CompletionPump _pump;
    private readonly ReturnStack<FrameLease> _leases = new();
    private readonly ReturnStack<RequestContext> _contexts = new();
    private readonly IDuplexTransport _transport;
    private readonly RemotingConnectionOptions _options;
    private readonly FrameDefaults _requestDefaults;
    private readonly IRequestProcessor? _processor;
    private readonly IConnectionObserver? _observer;

    /// <summary>Creates a connection over an open transport, which it owns from here on. Nothing is read or sent before <see cref="Start" />.</summary>
    /// <param name="transport">The byte stream to the peer.</param>
    /// <param name="options">How to speak; defaults when <see langword="null" />.</param>
    /// <param name="processor">Answers the peer's requests; without one they are answered <see cref="ResponseCode.RequestCodeNotSupported" />.</param>
    /// <param name="observer">Is told when the connection opens and closes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RemotingConnection(
        IDuplexTransport transport,
        RemotingConnectionOptions? options = null,
        IRequestProcessor? processor = null,
        IConnectionObserver? observer = null
    )
    {
        ArgumentNullException.ThrowIfNull(transport);
        _transport = transport;
        _options = options ?? new RemotingConnectionOptions();
        _options.Validate();
        _processor = processor;
        _observer = observer;
        _requestDefaults = new FrameDefaults(_options.HeaderFormat, _options.Language, _options.Version)
        {
            ExtraFields = _options.ExtraFields,
        };
        _room = new SendRoom(_gate, _staging, _options.MaxInFlightRequests, _options.MaxStagedBytes, CreateRoomTimeout, CreateClosed);
        _pending = new PendingRequestTable(CreateTimeout, OnRequestCancelled);
        _pump = new CompletionPump(this);
        _clock = _options.TimeProvider;
        (_deadlineTimer, _idleTimer) = CreateTimers();
    }

    /// <summary>The peer's address.</summary>
    public EndPoint RemoteEndPoint => _transport.RemoteEndPoint;

    /// <summary>This end's address.</summary>
    public EndPoint LocalEndPoint => _transport.LocalEndPoint;

    /// <summary>Whether requests can still be sent. A connection that has begun to close never opens again.</summary>
    public bool IsOpen => !Volatile.Read(ref _isClosing);

    /// <summary>Completes, without ever failing, when the connection has closed: both loops have ended and every pending request was failed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Why the connection closed; <see langword="null" /> while it is open and when this end closed it deliberately.</summary>
    public Exception? CloseReason => Volatile.Read(ref _closeReason);

    /// <summary>Whatever the owner of the connection wants to keep with it, for example who the peer said it is.</summary>
    public object? UserState { get; set; }

    /// <summary>Running totals, for metrics and benchmarks.</summary>
    public ConnectionStatistics Statistics { get; } = new();

    /// <summary>Tells the observer and begins to read and send, on the thread pool. Called once.</summary>
    /// <exception cref="InvalidOperationException">The connection was already started.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_isStarted)
                throw new InvalidOperationException($"The connection to {RemoteEndPoint} was already started.");
            if (_isClosing)
                return;
            _isStarted = true;
        }

        _lastReceived = _lastSent = _clock.GetTimestamp();
        ScheduleIdleCheck(_options.IdleTimeout);
        NotifyOpened();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    // The two loops decide between them when the connection is over; nothing else touches the buffers or fails pending requests.
    private async Task RunAsync()
    {
        Task flushing = FlushLoopAsync();
        await ReceiveLoopAsync().ConfigureAwait(false);
        await flushing.ConfigureAwait(false);
        await FinishCloseAsync().ConfigureAwait(false);
    }
}
