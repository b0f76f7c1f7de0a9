namespace RocketMq.Protocol;

/// <summary>Where a message was stored.</summary>
[ResponseHeader]
public readonly partial record struct SendMessageResponseHeader
{
    /// <summary>The offset message id; of a batch all of them, separated by commas.</summary>
    [HeaderField("msgId", Required = true)]
    public Utf8Text MessageId { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>The offset in the queue; of a batch the first.</summary>
    [HeaderField("queueOffset", Required = true)]
    public long QueueOffset { get; init; }

    /// <summary>The id of the transaction, usually the unique id of the message.</summary>
    [HeaderField("transactionId")]
    public Utf8Text TransactionId { get; init; }

    /// <summary>The unique id of an inner batch.</summary>
    [HeaderField("batchUniqId")]
    public Utf8Text BatchUniqueId { get; init; }

    /// <summary>What a delayed message can be taken back with.</summary>
    [HeaderField("recallHandle")]
    public Utf8Text RecallHandle { get; init; }

    /// <summary>The broker's region.</summary>
    [HeaderField("MSG_REGION")]
    public Utf8Text Region { get; init; }

    /// <summary>Whether the broker wants the message traced.</summary>
    [HeaderField("TRACE_ON")]
    public Utf8Text TraceOn { get; init; }
}
