using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Requesting;

/// <summary>The requests of a client that wait for their replies. One timer, set for the earliest deadline, serves them all.</summary>
internal sealed partial class ReplyInbox : IDisposable
{
    /// <summary>The largest reply that is decompressed, as for messages.</summary>
    private const int MaxBodySize = 64 * 1024 * 1024;
    private const long NotArmed = long.MaxValue;

    private readonly ConcurrentDictionary<string, PendingReply> _pending = new(StringComparer.Ordinal);

    // Ids only: those answered before their deadline stay here until then, without their replies.
    private readonly PriorityQueue<string, long> _deadlines = new();
    private readonly Lock _sync = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private long _armedFor = NotArmed;
    private long _answered;
    private long _timedOut;
    private long _late;

    public ReplyInbox(TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(static state => ((ReplyInbox)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RequestStatistics Statistics =>
        new(_pending.Count, Interlocked.Read(ref _answered), Interlocked.Read(ref _timedOut), Interlocked.Read(ref _late));

    public PendingReply Add(object owner, TimeSpan timeout)
    {
        PendingReply pending = new(Guid.NewGuid().ToString(), owner);
        _pending.TryAdd(pending.CorrelationId, pending);
        long due = _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);
        lock (_sync)
        {
            _deadlines.Enqueue(pending.CorrelationId, due);
            if (due < _armedFor)
                Arm(due);
        }
        return pending;
    }

    /// <summary>Waits for it no longer; a reply that comes now is late.</summary>
    public void Remove(PendingReply pending) => _pending.TryRemove(KeyValuePair.Create(pending.CorrelationId, pending));

    /// <summary>Ends all requests of an owner.</summary>
    public void Fail(object owner, Exception failure)
    {
        foreach (PendingReply pending in _pending.Values)
            if (pending.Owner == owner && _pending.TryRemove(KeyValuePair.Create(pending.CorrelationId, pending)))
                pending.Fail(failure);
    }

    /// <summary>Takes a reply that a broker pushes (326) and tells the broker.</summary>
    public void Receive(RequestContext context)
    {
        var header = context.Request.ReadHeader<ReplyMessageRequestHeader>();
        if (!PropertiesText.TryGet(header.Properties.ToUtf8().Span, "CORRELATION_ID"u8, out ReadOnlySpan<byte> utf8))
        {
            Answer(context, ResponseCode.SystemError, "The reply has no property CORRELATION_ID, so no request can be found for it.");
            return;
        }
        string correlationId = Encoding.UTF8.GetString(utf8);
        if (!_pending.TryRemove(correlationId, out PendingReply? pending))
        {
            Interlocked.Increment(ref _late);
            Log.Late(_logger, correlationId, header.ProducerGroup.ToString());
            Answer(context, ResponseCode.Success, null);
            return;
        }
        byte[] body = context.Request.Body.ToArray();
        if ((header.SysFlag & (int)SystemFlags.Compressed) == 0)
            Complete(context, pending, new Reply(header, body, _time.GetUtcNow()));
        else
            DecompressOnPool(context, pending, header with { Properties = header.Properties.ToString() }, body);
    }

    /// <summary>Ends all requests; there is nobody left who could get a reply.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        foreach (object owner in _pending.Values.Select(pending => pending.Owner).Distinct().ToArray())
            Fail(owner, RequestErrors.ClientDisposed());
    }

    private void DecompressOnPool(RequestContext context, PendingReply pending, ReplyMessageRequestHeader header, byte[] body)
    {
        header = header with { ProducerGroup = header.ProducerGroup.ToString() };
        context.Detach();
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                try
                {
                    byte[] plain = MessageCompression.Decompress(body, (SystemFlags)header.SysFlag, MaxBodySize);
                    Complete(context, pending, new Reply(header, plain, _time.GetUtcNow()));
                }
                catch (ProtocolException exception)
                {
                    pending.Fail(RequestErrors.UnreadableReply(pending.CorrelationId, exception));
                    Answer(context, ResponseCode.SystemError, exception.Message);
                }
            },
            null
        );
    }

    private void Complete(RequestContext context, PendingReply pending, Reply reply)
    {
        Interlocked.Increment(ref _answered);
        pending.Complete(reply);
        Answer(context, ResponseCode.Success, null);
    }

    private static void Answer(RequestContext context, ResponseCode code, string? remark)
    {
        if (context.IsOneWay)
            context.Complete();
        else
            context.Reply(code, remark);
    }

    private void Expire()
    {
        List<string> expired = [];
        lock (_sync)
        {
            long now = _time.GetTimestamp();
            while (_deadlines.TryPeek(out string? id, out long due) && due <= now)
            {
                _deadlines.Dequeue();
                expired.Add(id);
            }
            Arm(_deadlines.TryPeek(out _, out long next) ? next : NotArmed);
        }
        foreach (string id in expired)
        {
            if (!_pending.TryRemove(id, out PendingReply? pending))
                continue;
            Interlocked.Increment(ref _timedOut);
            pending.TimeOut();
        }
    }

    private void Arm(long due)
    {
        _armedFor = due;
        // Rounded up: a timer that fires a moment early would find nothing and be set again for nothing.
        TimeSpan wait =
            due == NotArmed
                ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, _time.GetElapsedTime(_time.GetTimestamp(), due).TotalMilliseconds)));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(
            2401,
            LogLevel.Information,
            "A reply from group {Group} to request {CorrelationId} came when nobody waited for it any more, and was dropped."
        )]
        public static partial void Late(ILogger logger, string correlationId, string group);
    }
}
