using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMq.Broker.Processing;
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

    // Records are due by the wall clock, which can be set while a timer waits; so it is looked at every second.
    private const long LongestWait = 1000;

    private readonly Lock _lock = new();
    private readonly TopicQueue[] _levels;
    private readonly long[] _offsets;
    private readonly MessageStore _store;
    private readonly TopicTable _topics;
    private readonly BrokerSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _running;
    private long _armedFor = Never;

    public DelayedDelivery(MessageStore store, TopicTable topics, BrokerSettings settings)
    {
        _store = store;
        _topics = topics;
        _settings = settings;
        _time = settings.Time;
        _logger = settings.Loggers.CreateLogger<DelayedDelivery>();
        _levels = [.. Enumerable.Range(1, DelayLevels.Count).Select(level => topics.Schedule.Queue(level - 1))];
        _offsets = new long[_levels.Length];
        _timer = _time.CreateTimer(
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

    /// <summary>Stores a record so that it reaches the queue after the delay of a level.</summary>
    /// <param name="target">Where it is to be in the end.</param>
    /// <param name="level">1 or more; beyond the last counts as the last.</param>
    /// <param name="draft">The record.</param>
    /// <param name="appended">Where it is now.</param>
    public Refusal Schedule(TopicQueue target, int level, in RecordDraft draft, out AppendedRecord appended)
    {
        appended = default;
        level = Math.Min(level, DelayLevels.Count);
        var properties = ParkedRecord.PropertiesOf(draft);
        properties.Remove(MessagePropertyNames.TimerDelaySec);
        properties.Remove(MessagePropertyNames.TimerDelayMs);
        properties.Remove(MessagePropertyNames.TimerDeliverMs);
        properties[MessagePropertyNames.DelayLevel] = level.ToString(CultureInfo.InvariantCulture);
        if (!ParkedRecord.TryPark(draft, properties, target, reserved: 0, out var parked))
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(_settings.MaxMessageSize));
        appended = _store.Append(_levels[level - 1], parked with { DelayMilliseconds = MillisecondsOf(level) });
        ArmEarlier(appended.TagCode);
        return Refusal.None;
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
            DeliverOrLog(level, offset, entry);
        }
        return Never;
    }

    private void DeliverOrLog(int level, long offset, in QueueEntry entry)
    {
        try
        {
            if (!_store.TryRead(entry, out var record))
                Log.RecordLost(_logger, level, offset);
            else if (!TryDeliver(record))
                Log.TopicGone(_logger, level, offset);
        }
        catch (Exception failure)
        {
            // On a timer's thread it would end the process, and the records behind this one have nothing to do with it.
            Log.NotDelivered(_logger, failure, level, offset);
        }
    }

    private bool TryDeliver(ReadOnlyMemory<byte> stored)
    {
        var position = 0;
        if (!MessageRecordReader.TryRead(stored, ref position, out var record))
            return false;
        if (!ParkedRecord.TryFindTarget(record.Properties.Span, _topics, out var target))
            return false;
        _store.Append(target, RecordCopy.Of(record, record.Properties, record.ReconsumeTimes));
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
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 1, LongestWait)), Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(
            3101,
            LogLevel.Warning,
            "A delayed message (level {Level}, offset {Offset}) was dropped by retention before it fell due."
        )]
        public static partial void RecordLost(ILogger logger, int level, long offset);

        [LoggerMessage(
            3102,
            LogLevel.Warning,
            "A delayed message (level {Level}, offset {Offset}) fell due but its topic no longer exists."
        )]
        public static partial void TopicGone(ILogger logger, int level, long offset);

        [LoggerMessage(
            3103,
            LogLevel.Error,
            "A delayed message (level {Level}, offset {Offset}) fell due but could not be delivered; it is lost."
        )]
        public static partial void NotDelivered(ILogger logger, Exception failure, int level, long offset);
    }
}
