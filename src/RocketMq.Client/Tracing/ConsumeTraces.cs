using RocketMq.Protocol;

namespace RocketMq.Tracing;

/// <summary>The trace records of one handler call: one of its begin and one of its end for each message, joined by an id of the call.</summary>
internal sealed class ConsumeTraces
{
    private readonly TraceRecords _records;
    private readonly string _group;
    private readonly IReadOnlyList<ReceivedMessage> _messages;
    private readonly DateTimeOffset _startedAt;
    private readonly string _requestId = Guid.NewGuid().ToString("N");

    public ConsumeTraces(TraceRecords records, string group, IReadOnlyList<ReceivedMessage> messages, DateTimeOffset startedAt)
    {
        _records = records;
        _group = group;
        _messages = messages;
        _startedAt = startedAt;
    }

    public void Begin()
    {
        foreach (ReceivedMessage message in _messages)
        {
            if (!IsTraced(message))
                continue;

            message.TryGetProperty(MessagePropertyNames.Region, out string? region);
            GrowableBuffer text = new(256);
            new ConsumeStartTrace
            {
                Timestamp = _startedAt.ToUnixTimeMilliseconds(),
                Region = region,
                Group = _group,
                RequestId = _requestId,
                MessageId = message.MessageId,
                RetryTimes = message.ReconsumeTimes,
                Keys = KeysOf(message),
            }.Write(text);
            _records.Add(text, message.MessageId, KeysOf(message));
        }
    }

    /// <param name="outcomes">For each message; null where the handler threw or gave up.</param>
    /// <param name="duration">How long the call took; shared out among the messages, as Java does.</param>
    /// <param name="ended">How it ended.</param>
    /// <param name="endedAt">When.</param>
    public void End(ReadOnlySpan<ConsumeOutcome?> outcomes, TimeSpan duration, ConsumeReturn ended, DateTimeOffset endedAt)
    {
        for (int index = 0; index < _messages.Count; index++)
        {
            ReceivedMessage message = _messages[index];
            if (!IsTraced(message))
                continue;

            bool isSuccess = outcomes[index] == ConsumeOutcome.Success;
            GrowableBuffer text = new(256);
            new ConsumeEndTrace
            {
                RequestId = _requestId,
                MessageId = message.MessageId,
                Duration = (long)duration.TotalMilliseconds / _messages.Count,
                IsSuccess = isSuccess,
                Keys = KeysOf(message),
                Outcome = (int)(isSuccess && ended == ConsumeReturn.Failed ? ConsumeReturn.Success : ended),
                Timestamp = endedAt.ToUnixTimeMilliseconds(),
                Group = _group,
            }.Write(text);
            _records.Add(text, message.MessageId, KeysOf(message));
        }
    }

    // Traces of the trace would never end; and a broker may want none.
    private bool IsTraced(ReceivedMessage message) =>
        !string.Equals(message.Topic, _records.Topic, StringComparison.Ordinal)
        && !(message.TryGetPropertyUtf8("TRACE_ON"u8, out ReadOnlySpan<byte> traceOn) && traceOn.SequenceEqual("false"u8));

    private static string? KeysOf(ReceivedMessage message) => message.Keys.Count > 0 ? string.Join(' ', message.Keys) : null;
}
