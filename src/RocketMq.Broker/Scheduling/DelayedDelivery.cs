using System.Buffers.Text;
using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Scheduling;

/// <summary>
/// Moves records of the schedule topic to their real topic when they fall due. Every level has one delay, so the head of a
/// level's queue is always its earliest record, and one timer set for the earliest head serves all levels.
/// </summary>
internal sealed partial class DelayedDelivery : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly TopicQueue[] _levels;
    private readonly long[] _offsets;
    private readonly MessageStore _store;
    private readonly TopicTable _topics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _running;
    private long _armedFor = Never;

    public DelayedDelivery(MessageStore store, TopicTable topics, TimeProvider time, ILogger logger)
    {
        _store = store;
        _topics = topics;
        _time = time;
        _logger = logger;
        _levels = [.. Enumerable.Range(1, DelayLevels.Count).Select(level => topics.Schedule.Queue(level - 1))];
        _offsets = new long[_levels.Length];
        _timer = time.CreateTimer(
            static state => ((DelayedDelivery)state!).DeliverDue(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Starts or resumes; what fell due meanwhile is delivered at once.</summary>
    public void Start()
    {
        lock (_lock)
            _running = true;
        DeliverDue();
    }

    /// <summary>Delivers nothing until <see cref="Start"/>; the places in the queues are kept.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _running = false;
            Arm(Never);
        }
    }

    /// <summary>Stores a record so that it reaches the queue after the delay of a level (1 or more; beyond the last counts as the last).</summary>
    public AppendedRecord Schedule(TopicQueue target, int level, in RecordDraft draft)
    {
        level = Math.Min(level, DelayLevels.Count);
        var properties = PropertiesText.Parse(draft.Fields.Properties.Span);
        foreach (var (name, value) in PropertiesText.Parse(draft.Fields.PropertiesTail.Span))
            properties[name] = value;
        properties.Remove(MessagePropertyNames.TimerDelaySec);
        properties.Remove(MessagePropertyNames.TimerDelayMs);
        properties.Remove(MessagePropertyNames.TimerDeliverMs);
        properties[MessagePropertyNames.DelayLevel] = level.ToString(CultureInfo.InvariantCulture);
        properties[MessagePropertyNames.RealTopic] = target.Topic.Name;
        properties[MessagePropertyNames.RealQueueId] = target.Id.ToString(CultureInfo.InvariantCulture);
        var scheduled = draft with
        {
            Fields = draft.Fields with { Properties = PropertiesCopy.Encode(properties), PropertiesTail = default },
            DelayMilliseconds = MillisecondsOf(level),
        };
        var appended = _store.Append(_levels[level - 1], scheduled);
        ArmEarlier(appended.TagCode);
        return appended;
    }

    public void Dispose() => _timer.Dispose();

    private static long MillisecondsOf(int level) => (long)DelayLevels.GetDelay(level).TotalMilliseconds;

    private void DeliverDue()
    {
        lock (_lock)
        {
            if (!_running)
                return;
            // Before the queues are looked at: a record appended behind this round's back must find that nothing is armed for it.
            Interlocked.Exchange(ref _armedFor, Never);
            var next = Never;
            for (var level = 1; level <= _levels.Length; level++)
                next = Math.Min(next, DeliverDue(level));
            Arm(Math.Min(next, _armedFor));
        }
    }

    /// <summary>Delivers what is due of one level and returns when its next record is.</summary>
    private long DeliverDue(int level)
    {
        var index = _levels[level - 1].Index;
        ref var offset = ref _offsets[level - 1];
        for (offset = Math.Max(offset, index.Min); index.TryGet(offset, out var entry); offset++)
        {
            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            // A due time further off than the level's delay means that the clock was set back; waiting would add that to the delay.
            if (entry.TagCode > now && entry.TagCode <= now + MillisecondsOf(level))
                return entry.TagCode;
            if (!_store.TryRead(entry, out var record))
                Log.RecordLost(_logger, level, offset);
            else if (!TryDeliver(record))
                Log.TopicGone(_logger, level, offset);
        }
        return Never;
    }

    private bool TryDeliver(ReadOnlyMemory<byte> stored)
    {
        var position = 0;
        if (!MessageRecordReader.TryRead(stored, ref position, out var record))
            return false;
        var properties = record.Properties;
        if (
            !PropertiesText.TryGet(properties.Span, "REAL_TOPIC"u8, out var topicName)
            || !PropertiesText.TryGet(properties.Span, "REAL_QID"u8, out var queueText)
            || !Utf8Parser.TryParse(queueText, out int queueId, out _)
            || !_topics.TryGet(topicName, out var topic)
        )
            return false;
        _store.Append(topic.Queue(queueId), RecordCopy.Of(record, properties, record.ReconsumeTimes));
        return true;
    }

    private void ArmEarlier(long dueTime)
    {
        // The record must be visible before this looks at what is armed; see the other side in DeliverDue.
        Interlocked.MemoryBarrier();
        if (dueTime >= Volatile.Read(ref _armedFor))
            return;
        lock (_lock)
            if (_running && dueTime < _armedFor)
                Arm(dueTime);
    }

    private void Arm(long dueTime)
    {
        Volatile.Write(ref _armedFor, dueTime);
        if (dueTime == Never)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }
        var wait = dueTime - _time.GetUtcNow().ToUnixTimeMilliseconds();
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, wait)), Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "A delayed message (level {Level}, offset {Offset}) was dropped by retention before it fell due."
        )]
        public static partial void RecordLost(ILogger logger, int level, long offset);

        [LoggerMessage(2, LogLevel.Warning, "A delayed message (level {Level}, offset {Offset}) fell due but its topic no longer exists.")]
        public static partial void TopicGone(ILogger logger, int level, long offset);
    }
}
