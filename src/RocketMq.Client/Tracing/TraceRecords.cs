using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Tracing;

/// <summary>Words what a client did as records of RocketMQ's message trace. Thread-safe; recording never waits.</summary>
internal sealed class TraceRecords(ClientSession session, TraceOptions options) : IAsyncDisposable
{
    private readonly TraceSender _sender = new(session, options);
    private string _region = "DefaultRegion";

    /// <summary>Where the records go.</summary>
    public string Topic => options.Topic;

    public TraceStatistics Statistics => _sender.Statistics;

    /// <summary>Records a send that was stored, unless its broker wants no trace.</summary>
    public void AddSent(SendObservation observation, in SendReceipt receipt, string? broker)
    {
        if (receipt.RegionId is not { } region || receipt.IsTraceOff)
            return;
        _region = region;
        AddPublish(observation, region, broker, receipt.OffsetMessageId, isSuccess: true);
    }

    /// <summary>Records a send that failed; its region is that of the last one that did not.</summary>
    public void AddFailed(SendObservation observation, string? broker) =>
        AddPublish(observation, _region, broker, string.Empty, isSuccess: false);

    /// <summary>Records a transaction's decision.</summary>
    public void Add(EndTransactionHookContext decision)
    {
        string? keys = decision.Message is { Keys.Count: > 0 } message ? string.Join(' ', message.Keys) : null;
        GrowableBuffer text = new(256);
        new EndTransactionTrace
        {
            Timestamp = Now,
            Region = _region,
            Group = decision.ProducerGroup,
            Topic = decision.Topic,
            MessageId = decision.MessageId,
            Tag = decision.Message?.Tag,
            Keys = keys,
            StoreHost = decision.BrokerAddress,
            TransactionId = decision.BrokersTransactionId,
            State = decision.State,
            IsFromCheck = decision.IsFromCheck,
        }.Write(text);
        Add(text, decision.MessageId, keys);
    }

    /// <summary>Records that a message was taken back, or that it could not be.</summary>
    public void AddRecall(string group, string topic, string messageId, bool isSuccess)
    {
        GrowableBuffer text = new(256);
        new RecallTrace
        {
            Timestamp = Now,
            Region = _region,
            Group = group,
            Topic = topic,
            MessageId = messageId,
            IsSuccess = isSuccess,
        }.Write(text);
        Add(text, messageId, null);
    }

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    private long Now => session.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private void AddPublish(SendObservation observation, string region, string? broker, string offsetMessageId, bool isSuccess)
    {
        // Traces of the trace would never end.
        if (string.Equals(observation.Operation.Message.Topic, options.Topic, StringComparison.Ordinal))
            return;
        IReadOnlyList<MessageIdText>? ids = observation.Operation.Message.System?.Batch?.Ids;
        for (int index = 0; index < observation.Messages.Count; index++)
        {
            Message message = observation.Messages[index];
            string id = (ids?[index] ?? observation.Operation.Encoded.MessageId).ToString();
            string? keys = message.Keys.Count > 0 ? string.Join(' ', message.Keys) : null;
            GrowableBuffer text = new(256);
            new PublishTrace
            {
                Timestamp = observation.StartedAt.ToUnixTimeMilliseconds(),
                Region = region,
                Group = observation.Observers.Settings.Group,
                Topic = message.Topic,
                MessageId = id,
                Tag = message.Tag,
                Keys = keys,
                StoreHost = broker,
                BodyLength = message.Body.Length,
                Duration = (long)observation.Duration.TotalMilliseconds,
                Kind = SendKinds.Of(observation.Operation),
                OffsetMessageId = offsetMessageId,
                IsSuccess = isSuccess,
            }.Write(text);
            Add(text, id, keys);
        }
    }

    /// <summary>Takes an encoded record and gives its buffer back.</summary>
    public void Add(GrowableBuffer text, string messageId, string? keys)
    {
        _sender.Add(new TraceEntry(text.WrittenSpan.ToArray(), keys is null ? messageId : $"{messageId} {keys}"));
        text.Dispose();
    }
}
