using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RocketMq.Producing;
using RocketMq.Sessions;

namespace RocketMq.Tracing;

/// <summary>
/// Sends the trace records of one client in the background: when enough are there, after a while, and at the end.
/// </summary>
internal sealed partial class TraceSender : IAsyncDisposable
{
    /// <summary>The group that the trace is sent in; Java's have the same beginning.</summary>
    public const string Group = "_INNER_TRACE_PRODUCER";

    private readonly ClientSession _session;
    private readonly TraceOptions _options;
    private readonly ILogger _logger;
    private readonly Channel<TraceEntry> _entries;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _starting = new();
    private volatile TaskCompletionSource _enough = NewSignal();
    private Task? _sending;
    private long _recorded;
    private long _sent;
    private long _dropped;
    private long _failed;

    public TraceSender(ClientSession session, TraceOptions options)
    {
        _session = session;
        _options = options;
        _logger = session.Loggers.CreateLogger("RocketMq.Tracing");
        // TryWrite to a full channel fails at once in this mode, and the failure is counted.
        _entries = Channel.CreateBounded<TraceEntry>(
            new BoundedChannelOptions(options.MaxQueuedRecords) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );
    }

    public TraceStatistics Statistics =>
        new(Interlocked.Read(ref _recorded), Interlocked.Read(ref _sent), Interlocked.Read(ref _dropped), Interlocked.Read(ref _failed));

    /// <summary>Takes a record on, unless the queue is full; never waits.</summary>
    public void Add(in TraceEntry entry)
    {
        Interlocked.Increment(ref _recorded);
        if (!_entries.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
            return;
        }
        if (_sending is null)
            Start();
        if (_entries.Reader.Count >= _options.MaxBatchRecords)
            _enough.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Task? sending;
        lock (_starting)
        {
            _entries.Writer.TryComplete();
            sending = _sending;
        }
        _enough.TrySetResult();
        if (sending is not null)
        {
            await sending.WaitAsync(_options.ShutdownTimeout, _session.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _stopping.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (sending.Exception is { } failure)
                Log.Ended(_logger, failure);
        }
        _stopping.Dispose();
    }

    private void Start()
    {
        lock (_starting)
        {
            // After the end nothing is begun any more; what is recorded then was refused by the queue.
            if (_sending is null && !_session.IsDisposed)
                _sending = SendLoopAsync(Producer.CreateInternal(_session, new ProducerOptions { Group = Group }));
        }
    }

    private async Task SendLoopAsync(Producer owned)
    {
        await using ConfiguredAsyncDisposable disposing = owned.ConfigureAwait(false);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        TraceBatch batch = new(_options.MaxBatchRecords);
        while (await _entries.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_entries.Reader.Count < _options.MaxBatchRecords && !_entries.Reader.Completion.IsCompleted)
                await _enough.Task.WaitAsync(_options.FlushInterval, _session.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Before the queue is emptied: what arrives from here on is either taken along or completes the new signal.
            _enough = NewSignal();
            await SendAllAsync(owned, batch).ConfigureAwait(false);
        }
    }

    private async Task SendAllAsync(Producer producer, TraceBatch batch)
    {
        while (_entries.Reader.TryRead(out TraceEntry entry))
        {
            if (!batch.HasRoomFor(entry))
                await SendAsync(producer, batch).ConfigureAwait(false);
            batch.Add(entry);
        }
        if (batch.Count > 0)
            await SendAsync(producer, batch).ConfigureAwait(false);
    }

    private async Task SendAsync(Producer producer, TraceBatch batch)
    {
        try
        {
            await producer.SendAsync(batch.ToMessage(_options.Topic), _stopping.Token).ConfigureAwait(false);
            Interlocked.Add(ref _sent, batch.Count);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The time for the rest is over.
            Interlocked.Add(ref _dropped, batch.Count);
        }
        catch (Exception exception)
        {
            Interlocked.Add(ref _failed, batch.Count);
            Log.SendFailed(_logger, exception, batch.Count, _options.Topic);
        }
        finally
        {
            batch.Clear();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(2501, LogLevel.Warning, "{Count} trace records could not be sent to topic {Topic}; they are lost.")]
        public static partial void SendFailed(ILogger logger, Exception exception, int count, string topic);

        [LoggerMessage(2502, LogLevel.Error, "Sending trace records ended before the client did; records from then on are lost.")]
        public static partial void Ended(ILogger logger, Exception exception);
    }
}
