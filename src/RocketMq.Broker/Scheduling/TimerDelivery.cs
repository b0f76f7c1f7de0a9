using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMq.Broker.Processing;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Scheduling;

/// <summary>
/// Holds messages until a time of their own (broker reference 4.10). A message waits in the slot of its second; a slot is emptied when
/// its second has passed, so nothing comes early and nothing more than a second late. One timer serves the earliest slot.
/// </summary>
internal sealed partial class TimerDelivery : IDisposable
{
    private const long Precision = 1000;
    private const long NotArmed = long.MaxValue;

    // TIMER_ENQUEUE_MS and TIMER_DEQUEUE_MS with 13 digits each, and their separators.
    private const int AddedOnDelivery = 62;

    // Messages are due by the wall clock, which can be set while a timer waits; so it is looked at as often as a message may be late.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(Precision);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, TimerSlot> _slots = [];
    private readonly TopicQueue _queue;
    private readonly MessageStore _store;
    private readonly TopicTable _topics;
    private readonly BrokerSettings _settings;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private bool _running;
    private long _armedFor = NotArmed;

    public TimerDelivery(MessageStore store, TopicTable topics, BrokerSettings settings, ILogger logger)
    {
        _store = store;
        _topics = topics;
        _settings = settings;
        _logger = logger;
        _queue = topics.Timers.Queue(0);
        _timer = settings.Time.CreateTimer(
            static state => ((TimerDelivery)state!).DeliverDue(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    private long Now => _settings.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts or resumes; what fell due meanwhile is delivered at once.</summary>
    public void Start()
    {
        lock (_lock)
            _running = true;
        DeliverDue();
    }

    /// <summary>Delivers nothing until <see cref="Start"/>.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _running = false;
            Arm(NotArmed);
        }
    }

    /// <summary>Stores a record with timer properties: in the timer queue, or in its own queue at once when its time has passed.</summary>
    /// <param name="target">Where it is to be in the end.</param>
    /// <param name="draft">The record.</param>
    /// <param name="placed">Where it is now.</param>
    public Refusal Schedule(TopicQueue target, in RecordDraft draft, out TimerPlacement placed)
    {
        placed = default;
        if (!_settings.EnableTimers)
            return new Refusal(ResponseCode.SystemError, Remarks.TimersDisabled);
        var properties = ParkedRecord.PropertiesOf(draft);
        var now = Now;
        var request = TimerRequest.From(properties, now);
        var isDue = request.DeliverAt <= now;
        if (
            request.DeliverAt is not { } deliverAt
            || deliverAt - now > _settings.MaxTimerDelay.TotalMilliseconds
            || (isDue && request.Recalled is not null)
        )
            return new Refusal(ResponseCode.MessageIllegal, Remarks.TimerIllegal(_settings.MaxTimerDelay));
        if (isDue)
        {
            placed = new TimerPlacement(_store.Append(target, draft), default);
            return Refusal.None;
        }
        var slot = SlotOf(deliverAt);
        properties[MessagePropertyNames.TimerOutMs] = slot.ToString(CultureInfo.InvariantCulture);
        if (!ParkedRecord.TryPark(draft, properties, target, AddedOnDelivery, out var parked))
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(_settings.MaxMessageSize));
        var appended = _store.Append(_queue, parked);
        Add(slot, appended.QueueOffset, request.Recalled);
        placed = new TimerPlacement(appended, HandleOf(target.Topic, slot, properties));
        return Refusal.None;
    }

    public void Dispose() => _timer.Dispose();

    // The start of the second before the one that ends with or after the time: the slot is emptied a second after its own time.
    private static long SlotOf(long deliverAt) => (deliverAt - 1) / Precision * Precision;

    // One more than the slot's time, because a recall rounds the time of its handle as a send does.
    private Utf8Text HandleOf(Topic topic, long slot, Dictionary<string, string> properties) =>
        topic.RetryGroup is null && properties.TryGetValue(MessagePropertyNames.UniqueId, out var id)
            ? RecallHandle.Create(topic.Name, _settings.BrokerName, slot + 1, id).ToString()
            : default(Utf8Text);

    private void Add(long time, long offset, string? recalled)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(time, out var slot))
                _slots.Add(time, slot = new TimerSlot());
            if (recalled is null)
                slot.Offsets.Add(offset);
            else
                slot.Recall(recalled);
            if (_running && time + Precision < _armedFor)
                Arm(time + Precision);
        }
    }

    private void DeliverDue()
    {
        lock (_lock)
        {
            if (!_running)
                return;
            while (_slots.Count > 0)
            {
                var (time, slot) = _slots.First();
                if (time + Precision > Now)
                {
                    Arm(time + Precision);
                    return;
                }
                _slots.Remove(time);
                foreach (var offset in slot.Offsets)
                    DeliverOrLog(slot, offset);
            }
            Arm(NotArmed);
        }
    }

    private void DeliverOrLog(TimerSlot slot, long offset)
    {
        try
        {
            Deliver(slot, offset);
        }
        catch (Exception failure)
        {
            // On a timer's thread it would end the process, and the messages behind this one have nothing to do with it.
            Log.NotDelivered(_logger, failure, offset);
        }
    }

    private void Deliver(TimerSlot slot, long offset)
    {
        var position = 0;
        if (
            !_queue.Index.TryGet(offset, out var entry)
            || !_store.TryRead(entry, out var stored)
            || !MessageRecordReader.TryRead(stored, ref position, out var record)
        )
        {
            Log.RecordLost(_logger, offset);
            return;
        }
        var properties = PropertiesText.Parse(record.Properties.Span);
        var topicName = properties[MessagePropertyNames.RealTopic];
        if (slot.IsRecalled(TimerRequest.KeyOf(topicName, properties.GetValueOrDefault(MessagePropertyNames.UniqueId, ""))))
        {
            Log.Recalled(_logger, topicName, offset);
            return;
        }
        if (!ParkedRecord.TryFindTarget(record.Properties.Span, _topics, out var target))
        {
            Log.TopicGone(_logger, topicName, offset);
            return;
        }
        properties[MessagePropertyNames.TimerEnqueueMs] = record.StoreTimestamp.ToString(CultureInfo.InvariantCulture);
        properties[MessagePropertyNames.TimerDequeueMs] = Now.ToString(CultureInfo.InvariantCulture);
        _store.Append(target, RecordCopy.Of(record, PropertiesCopy.Encode(properties), record.ReconsumeTimes));
    }

    private void Arm(long time)
    {
        _armedFor = time;
        var wait = time == NotArmed ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Max(1, time - Now));
        _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(
            3111,
            LogLevel.Warning,
            "A message that waited for its time (offset {Offset}) was dropped by retention before that."
        )]
        public static partial void RecordLost(ILogger logger, long offset);

        [LoggerMessage(3112, LogLevel.Warning, "A message (offset {Offset}) waited for its time, but its topic {Topic} no longer exists.")]
        public static partial void TopicGone(ILogger logger, string topic, long offset);

        [LoggerMessage(3113, LogLevel.Debug, "A message of topic {Topic} (offset {Offset}) had been recalled when its time came.")]
        public static partial void Recalled(ILogger logger, string topic, long offset);

        [LoggerMessage(3114, LogLevel.Error, "A message (offset {Offset}) waited for its time but could not be delivered; it is lost.")]
        public static partial void NotDelivered(ILogger logger, Exception failure, long offset);
    }
}
